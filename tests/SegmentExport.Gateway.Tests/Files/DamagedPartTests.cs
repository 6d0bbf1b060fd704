using System.Net;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>Stored parts that somebody changed: what a downloader gets of them.</summary>
public sealed class DamagedPartTests(RunningGateway gateway)
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("zip")]
    [InlineData("plain")]
    public async Task Get_OfAFileWhoseFirstPartWasChanged_IsAnErrorAndNoByteOfIt(string container)
    {
        var task = await gateway.CompleteAsync(new { id = "city" });
        var part = Parts(task)[0];
        var bytes = await File.ReadAllBytesAsync(part, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(part, bytes, TestContext.Current.CancellationToken);

        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file?container={container}");

        await Problems.ReadAsync(answer, HttpStatusCode.ServiceUnavailable, "part_damaged");
    }

    [Fact]
    public async Task Get_OfAFileWhoseSecondPartIsTheFirstOne_BreaksOffBeforeIt()
    {
        var task = await gateway.CompleteAsync(new { id = "city" });
        var (good, parts) = (await gateway.Alice.BytesAsync($"{task}/file?container=plain"), Parts(task));
        File.Copy(parts[0], parts[1], overwrite: true);

        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");

        // Small as it is, all of the first part may still wait for the second one.
        if (answer.IsSuccessStatusCode)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
        else
        {
            await Problems.ReadAsync(answer, HttpStatusCode.ServiceUnavailable, "part_damaged");
        }

        Assert.NotEmpty(good);
    }

    private string[] Parts(string task) =>
        [.. Directory.GetFiles(Path.Combine(gateway.DataPath, "artifacts", "retail", task.Split('/')[^1]), "*.part").Order(StringComparer.Ordinal)];
}
