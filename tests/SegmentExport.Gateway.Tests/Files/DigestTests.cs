using System.Net;
using System.Security.Cryptography;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary><c>Repr-Digest</c> (RFC 9530) and its like in the manifest.</summary>
public sealed class DigestTests(RunningGateway gateway)
{
    [Theory]
    [MemberData(nameof(CompletedFiles.Every), MemberType = typeof(CompletedFiles))]
    public async Task Digest_OnceComputed_IsThatOfTheFileOnEveryAnswer(string format, string compression, string container)
    {
        var task = await gateway.TaskAsync(format, compression);
        var file = $"{task}/file?container={container}";
        await gateway.Alice.WaitForAsync($"{task}/manifest", HasDigests, TimeSpan.FromSeconds(30));
        var sha256 = SHA256.HashData(await gateway.Alice.BytesAsync(file));

        foreach (var (method, range) in new[] { (HttpMethod.Get, null), (HttpMethod.Head, null), (HttpMethod.Get, "bytes=0-0"), (HttpMethod.Get, "bytes=-9"), (HttpMethod.Get, "bytes=0-0,5-9") })
        {
            using var answer = await gateway.Bob.SendAsync(method, file, headers: headers =>
            {
                if (range is not null)
                {
                    headers.TryAddWithoutValidation("Range", range);
                }
            });
            Assert.Equal(method == HttpMethod.Get && range is not null ? HttpStatusCode.PartialContent : HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($"sha-256=:{Convert.ToBase64String(sha256)}:", Assert.Single(answer.Headers.GetValues("Repr-Digest")));
        }

        var manifest = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{task}/manifest");
        Assert.Equal(
            Convert.ToHexStringLower(sha256),
            manifest.GetProperty("containers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == container).GetProperty("sha256").GetString());
    }

    private static bool HasDigests(System.Text.Json.JsonElement manifest) =>
        manifest.GetProperty("containers").EnumerateArray().All(container => container.GetProperty("sha256").ValueKind == System.Text.Json.JsonValueKind.String);
}
