using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using SegmentExport.Client.Tasks;

namespace SegmentExport.Client.Tests.Support;

/// <summary>Answers as the API does for the file of a task, without one, so that a test has in its hand what comes when.</summary>
internal sealed class OneFile(byte[] bytes) : HttpMessageHandler
{
    public static EntityTagHeaderValue Tag { get; } = new("\"one\"");

    public bool HasDigest { get; set; } = true;

    /// <summary>Of those that do not begin at the beginning.</summary>
    public EntityTagHeaderValue TagOfRanges { get; set; } = Tag;

    /// <summary>How many bytes a range that begins at the beginning is answered with at most, whatever it asks for; null: a range is not looked at, and the whole comes.</summary>
    public int? MostOfTheBeginning { get; set; } = int.MaxValue;

    /// <summary>Is told where a range begins before it is answered.</summary>
    public Action<long>? BeforeRange { get; set; }

    public DownloadTasksClient Tasks(TimeProvider? time = null) =>
        new SegmentExportClient(new HttpClient(this, disposeHandler: false) { BaseAddress = new("http://exports.example/") }, null, time).Space("retail").Tasks;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = request.Method == HttpMethod.Head ? Head() : Range(request.Headers.Range!.Ranges.Single());
        answer.RequestMessage = request;
        if (HasDigest)
        {
            answer.Headers.TryAddWithoutValidation("Repr-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:");
        }

        return Task.FromResult(answer);
    }

    private HttpResponseMessage Head()
    {
        var answer = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        answer.Headers.ETag = Tag;
        answer.Content.Headers.ContentLength = bytes.Length;
        return answer;
    }

    private HttpResponseMessage Whole()
    {
        var answer = new HttpResponseMessage { Content = new ByteArrayContent(bytes) };
        answer.Headers.ETag = Tag;
        return answer;
    }

    private HttpResponseMessage Range(RangeItemHeaderValue range)
    {
        var (from, to) = ((int)range.From!, (int)Math.Min(range.To!.Value, bytes.Length - 1));
        BeforeRange?.Invoke(from);
        if (MostOfTheBeginning is not { } most)
        {
            return Whole();
        }

        to = from == 0 ? Math.Min(to, most - 1) : to;
        var answer = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(bytes[from..(to + 1)]) };
        answer.Headers.ETag = from == 0 ? Tag : TagOfRanges;
        answer.Content.Headers.ContentRange = new(from, to, bytes.Length);
        return answer;
    }
}
