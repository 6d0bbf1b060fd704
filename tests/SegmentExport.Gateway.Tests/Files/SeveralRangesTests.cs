using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Files;

/// <summary>Several ranges in one request (RFC 9110, sections 14.6 and 15.3.7.2).</summary>
public sealed class SeveralRangesTests(RunningGateway gateway)
{
    private static readonly string Sixteen = $"bytes={string.Join(',', Enumerable.Range(0, 16).Select(i => $"{i * 10}-{(i * 10) + 4}"))}";

    [Theory]
    [MemberData(nameof(CompletedFiles.Every), MemberType = typeof(CompletedFiles))]
    public async Task Ranges_OfAnyContainer_ArePartsOfTheFile(string format, string compression, string container)
    {
        var file = await gateway.FileAsync(format, compression, container);
        var whole = await gateway.Alice.BytesAsync(file);
        using var plain = await gateway.Alice.SendAsync(HttpMethod.Head, file);
        using var answer = await RangesAsync(file, "bytes=5-9, 0-0,-7");

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(plain.Headers.ETag, answer.Headers.ETag);
        Assert.Equal(plain.Content.Headers.ContentDisposition, answer.Content.Headers.ContentDisposition);
        Assert.Null(answer.Content.Headers.ContentRange);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(answer.Content.Headers.ContentLength, body.Length);
        Assert.Equal([(5, 9), (0, 0), (whole.Length - 7, whole.Length - 1)], await StretchesAsync(answer, whole, plain.Content.Headers.ContentType!));
    }

    [Theory]
    [InlineData("bytes=0-9,5-20,30-39", "0-20 30-39")]
    [InlineData("bytes=30-39,0-9,5-20,10-12", "30-39 0-20")]
    [InlineData("bytes=0-4,10-14,5-9,99-99", "0-14 99-99")]
    [InlineData("bytes=0-0,999999999-,2-2", "0-0 2-2")]
    [InlineData("bytes=,0-0,, 2-2 ,", "0-0 2-2")]
    public async Task Ranges_ThatOverlapOrTouch_AreOne(string ranges, string stretches)
    {
        var file = $"{await gateway.CompletedTask}/file";
        using var answer = await RangesAsync(file, ranges);

        Assert.Equal(stretches, string.Join(' ', (await StretchesAsync(answer, await gateway.Alice.BytesAsync(file), new("application/gzip"))).Select(stretch => $"{stretch.From}-{stretch.To}")));
    }

    [Theory]
    [InlineData("bytes=0-9,5-20", 0, 20)]
    [InlineData("bytes=0-,-1,5-6,0-", 0, -1)]
    [InlineData("bytes=99999999999999999999-,3-7", 3, 7)]
    public async Task Ranges_OfWhichOneIsLeft_AreThatRange(string ranges, int from, int to)
    {
        var file = $"{await gateway.CompletedTask}/file";
        var whole = await gateway.Alice.BytesAsync(file);
        to = to < 0 ? whole.Length - 1 : to;
        using var answer = await RangesAsync(file, ranges);

        Assert.Equal((HttpStatusCode.PartialContent, "application/gzip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal($"bytes {from}-{to}/{whole.Length}", answer.Content.Headers.ContentRange?.ToString());
        Assert.Equal(whole[from..(to + 1)], await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ranges_AsManyAsAreAllowed_AreAnswered()
    {
        using var answer = await RangesAsync($"{await gateway.CompletedTask}/file", Sixteen);

        Assert.Equal((HttpStatusCode.PartialContent, "multipart/byteranges"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(900)]
    public async Task Ranges_MoreThanAllowed_AreRefused(int count)
    {
        using var answer = await RangesAsync($"{await gateway.CompletedTask}/file", $"bytes={string.Join(',', Enumerable.Range(0, count).Select(i => $"{i * 2}-{i * 2}"))}");
        var problem = await Problems.ReadAsync(answer, HttpStatusCode.RequestedRangeNotSatisfiable, "too_many_ranges");

        Assert.Contains($"{count} ranges; at most 16", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("bytes=0-0,x")]
    [InlineData("bytes=0-0;2-2")]
    [InlineData("bytes=,")]
    [InlineData("bytes=0-0,9-5")]
    public async Task Ranges_OfWhichOneIsMalformed_AreRefused(string ranges)
    {
        using var answer = await RangesAsync($"{await gateway.CompletedTask}/file", ranges);

        _ = await Problems.ReadAsync(answer, HttpStatusCode.BadRequest, "invalid_range");
    }

    [Fact]
    public async Task Ranges_AllOutsideOfTheFile_SayHowLongItIs()
    {
        var file = $"{await gateway.CompletedTask}/file";
        using var answer = await RangesAsync(file, "bytes=999999999-,99999999999999999999-99999999999999999999,-0");

        _ = await Problems.ReadAsync(answer, HttpStatusCode.RequestedRangeNotSatisfiable, "invalid_range");
        Assert.Equal($"bytes */{(await gateway.Alice.BytesAsync(file)).Length}", answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task Ranges_OfAnotherFileThanTheClientHasBegun_AreTheWhole()
    {
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Get, $"{await gateway.CompletedTask}/file", headers: headers =>
        {
            headers.TryAddWithoutValidation("Range", "bytes=0-0,2-2");
            headers.TryAddWithoutValidation("If-Range", "\"another\"");
        });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<List<(int From, int To)>> StretchesAsync(HttpResponseMessage answer, byte[] whole, MediaTypeHeaderValue type)
    {
        Assert.Equal("multipart/byteranges", answer.Content.Headers.ContentType?.MediaType);
        var reader = new MultipartReader(answer.Content.Headers.ContentType!.Parameters.Single(parameter => parameter.Name == "boundary").Value!, await answer.Content.ReadAsStreamAsync());
        var stretches = new List<(int From, int To)>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            var range = ContentRangeHeaderValue.Parse(section.Headers!["Content-Range"].ToString());
            using var bytes = new MemoryStream();
            await section.Body.CopyToAsync(bytes);
            var (from, to) = (Convert.ToInt32(range.From, CultureInfo.InvariantCulture), Convert.ToInt32(range.To, CultureInfo.InvariantCulture));
            Assert.Equal(whole.Length, range.Length);
            Assert.Equal(type.ToString(), section.ContentType);
            Assert.True(whole.AsSpan(from, to - from + 1).SequenceEqual(bytes.ToArray()), $"The part {range} is not that stretch of the file.");
            stretches.Add((from, to));
        }

        return stretches;
    }

    private Task<HttpResponseMessage> RangesAsync(string file, string ranges) =>
        gateway.Alice.SendAsync(HttpMethod.Get, file, headers: headers => headers.TryAddWithoutValidation("Range", ranges));
}
