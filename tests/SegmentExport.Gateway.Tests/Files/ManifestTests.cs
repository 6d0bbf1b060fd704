using System.Security.Cryptography;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

public sealed class ManifestTests(RunningGateway gateway)
{
    [Fact]
    public async Task Manifest_AgreesWithTheTaskTheFileAndTheStoredParts()
    {
        var task = await gateway.CompletedTask;
        var manifest = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{task}/manifest");
        var parts = manifest.GetProperty("parts").EnumerateArray().ToArray();

        Assert.Equal(3000, manifest.GetProperty("rows").GetInt64());
        Assert.Equal(3000, parts.Sum(part => part.GetProperty("rows").GetInt64()));
        Assert.True(parts.Length > 3);
        Assert.Equal("neutralized", manifest.GetProperty("formulas").GetString());
        Assert.Equal(Enumerable.Range(0, parts.Length), parts.Select(part => part.GetProperty("index").GetInt32()));
        Assert.Equal(["null", "name", "null"], manifest.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("masking").GetString() ?? "null"));
        foreach (var container in manifest.GetProperty("containers").EnumerateArray())
        {
            using var head = await gateway.Alice.SendAsync(HttpMethod.Head, $"{task}/file?container={container.GetProperty("name").GetString()}");
            Assert.Equal(container.GetProperty("bytes").GetInt64(), head.Content.Headers.ContentLength);
            Assert.Equal(container.GetProperty("fileName").GetString(), head.Content.Headers.ContentDisposition?.FileNameStar);
        }

        var id = manifest.GetProperty("taskId").GetString()!;
        var stored = Directory.GetFiles(gateway.DataPath, "*.part", SearchOption.AllDirectories).Where(file => file.Contains(id, StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            parts.Select(part => part.GetProperty("sha256").GetString()!).Order(StringComparer.Ordinal),
            stored.Select(file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))).Order(StringComparer.Ordinal));
    }
}
