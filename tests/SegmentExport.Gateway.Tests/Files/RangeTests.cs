using System.Net;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>Ranges of a file (RFC 9110, section 14), over the seams of its parts too.</summary>
public sealed class RangeTests(RunningGateway gateway)
{
    private const int Rounds = 150;

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=5-5", 5, 1)]
    [InlineData("BYTES=3-7", 3, 5)]
    [InlineData("bytes=100-", 100, -1)]
    [InlineData("bytes=-7", -7, 7)]
    [InlineData("bytes=0-999999999999", 0, -1)]
    [InlineData("bytes=-999999999999", 0, -1)]
    [InlineData("bytes=0-99999999999999999999", 0, -1)]
    [InlineData("bytes=-99999999999999999999", 0, -1)]
    public async Task Range_OfOneStretch_IsThatStretch(string range, int from, int length)
    {
        var whole = await WholeAsync("gzip");
        var offset = from < 0 ? whole.Length + from : from;
        var expected = whole.AsSpan(offset, length < 0 ? whole.Length - offset : length).ToArray();

        using var answer = await RangeAsync(range);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes {offset}-{offset + expected.Length - 1}/{whole.Length}", answer.Content.Headers.ContentRange?.ToString());
        Assert.Equal(expected.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(expected, await BytesAsync(answer));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("zip")]
    public async Task Range_AnyTwo_JoinToTheWhole(string container)
    {
        var whole = await WholeAsync(container);
        var seed = Environment.TickCount;
#pragma warning disable CA5394 // Cuts of a test are no secrets.
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var cut = round switch { 0 => 1, 1 => whole.Length - 1, _ => random.Next(1, whole.Length) };
#pragma warning restore CA5394
            using var head = await RangeAsync($"bytes=0-{cut - 1}", container);
            using var tail = await RangeAsync($"bytes={cut}-", container);
            byte[] joined = [.. await BytesAsync(head), .. await BytesAsync(tail)];
            Assert.True(whole.AsSpan().SequenceEqual(joined), $"Cut at {cut} of {whole.Length} (seed {seed}) the halves are not the whole.");
        }
    }

    [Fact]
    public async Task Range_OfAnotherUnit_IsTheWhole()
    {
        using var answer = await RangeAsync("lines=1-2");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await WholeAsync("gzip"), await BytesAsync(answer));
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=x")]
    [InlineData("bytes=9-5")]
    [InlineData("bytes=1-2-3")]
    [InlineData("bytes=-")]
    [InlineData("bytes=--5")]
    [InlineData("0-9")]
    public async Task Range_ThatIsMalformed_IsRefused(string range)
    {
        using var answer = await RangeAsync(range);
        var problem = await Problems.ReadAsync(answer, HttpStatusCode.BadRequest, "invalid_range");

        Assert.Contains("bytes=0-999", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("bytes=999999999-")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("bytes=9223372036854775807-9223372036854775808")]
    [InlineData("bytes=-0")]
    public async Task Range_OutsideOfTheFile_SaysHowLongItIs(string range)
    {
        var length = (await WholeAsync("gzip")).Length;
        using var answer = await RangeAsync(range);

        await Problems.ReadAsync(answer, HttpStatusCode.RequestedRangeNotSatisfiable, "invalid_range");
        Assert.Equal($"bytes */{length}", answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Range_OfTheFileThatTheClientHasBegun_GoesOn()
    {
        using var head = await gateway.Alice.SendAsync(HttpMethod.Head, $"{await gateway.CompletedTask}/file");
        using var answer = await RangeAsync("bytes=0-9", condition: $"{head.Headers.ETag}");

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
    }

    [Theory]
    [InlineData("\"another\"")]
    [InlineData("W/")]
    [InlineData("no tag at all")]
    [InlineData("Wed, 21 Oct 2026 07:28:00 GMT")]
    public async Task Range_OfAnotherFileThanTheClientHasBegun_IsTheWhole(string condition)
    {
        using var head = await gateway.Alice.SendAsync(HttpMethod.Head, $"{await gateway.CompletedTask}/file");
        using var answer = await RangeAsync("bytes=0-9", condition: condition == "W/" ? $"W/{head.Headers.ETag}" : condition);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync();

    private async Task<byte[]> WholeAsync(string container)
    {
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{await gateway.CompletedTask}/file?container={container}");
        return await BytesAsync(answer.EnsureSuccessStatusCode());
    }

    private async Task<HttpResponseMessage> RangeAsync(string range, string container = "gzip", string? condition = null) => await gateway.Alice.SendAsync(
        HttpMethod.Get,
        $"{await gateway.CompletedTask}/file?container={container}",
        headers: headers =>
        {
            headers.TryAddWithoutValidation("Range", range);
            if (condition is not null)
            {
                headers.TryAddWithoutValidation("If-Range", condition);
            }
        });
}
