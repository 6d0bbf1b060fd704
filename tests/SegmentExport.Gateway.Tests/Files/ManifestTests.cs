using System.Security.Cryptography;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

public sealed class ManifestTests(RunningGateway gateway)
{
    [Fact]
    public async Task Manifest_AgreesWithTheTaskAndTheFile()
    {
        var task = await gateway.CompletedTask;
        var manifest = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{task}/manifest");
        var parts = manifest.GetProperty("parts").EnumerateArray().ToArray();

        Assert.Matches("^[0-9a-f]{32}$", manifest.GetProperty("snapshot").GetString());
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

        // The parts lie one behind the other in the file.
        var file = await gateway.Alice.BytesAsync($"{task}/file?container=gzip");
        var begin = Enumerable.Range(0, 1000).First(start => Sha256(file, start, parts[0]) == parts[0].GetProperty("sha256").GetString());
        foreach (var part in parts)
        {
            Assert.Equal(part.GetProperty("sha256").GetString(), Sha256(file, begin, part));
            begin += part.GetProperty("storedBytes").GetInt32();
        }
    }

    private static string Sha256(byte[] file, int start, JsonElement part) => Convert.ToHexStringLower(SHA256.HashData(file.AsSpan(start, part.GetProperty("storedBytes").GetInt32())));
}
