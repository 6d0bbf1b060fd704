using System.Buffers;
using System.Net.Http.Headers;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Downloads;

/// <summary>The file at the API, as its head tells.</summary>
/// <param name="Path">Where it is asked for.</param>
/// <param name="Tag">Its strong <c>ETag</c>: the same bytes, the same tag.</param>
/// <param name="Length">Its length.</param>
/// <param name="Name">What the API calls it, as a bare file name.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal; null where the API does not know it yet.</param>
internal sealed record RemoteFile(string Path, EntityTagHeaderValue Tag, long Length, string Name, string? Sha256)
{
    private const string Digest = "Repr-Digest";
    private const string DigestStart = "sha-256=:";

    // More on Windows than elsewhere.
    private static readonly SearchValues<char> Unfit = SearchValues.Create(System.IO.Path.GetInvalidFileNameChars());

    /// <summary>Asks for the head.</summary>
    public static async Task<RemoteFile> ReadAsync(ApiConnection api, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path.Relative());
        using var answer = await api.OpenAsync(request, cancellation);
        return Of(path, answer, answer.Content.Headers.ContentLength);
    }

    /// <summary>Asks for the beginning, with which the head comes; once, since it may be the whole file and counts also where the answer is lost. The caller disposes the answer.</summary>
    /// <param name="api">The API.</param>
    /// <param name="path">Where.</param>
    /// <param name="most">How many bytes at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<(RemoteFile File, HttpResponseMessage Beginning)> BeginAsync(ApiConnection api, string path, long most, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.Relative());
        request.Headers.Range = new(0, most - 1);
        Repeat.Never.ApplyTo(request);
        var answer = await api.OpenAsync(request, cancellation);
        try
        {
            return answer.Content.Headers.ContentRange is { From: 0, To: not null, Length: { } length } ? (Of(path, answer, length), answer) : throw OtherRange();
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stretch of it. The caller disposes the answer.</summary>
    /// <param name="api">The API.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The end.</param>
    /// <param name="repeat">Whether it is asked for again by itself where the answer is lost; it counts each time.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ChangedMeanwhileException">It is another file now.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiConnection api, long from, long to, Repeat repeat, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path.Relative());
        request.Headers.IfMatch.Add(Tag);
        request.Headers.Range = new(from, to - 1);
        repeat.ApplyTo(request);
        var answer = await api.OpenAsync(request, cancellation);
        if (answer.Content.Headers.ContentRange is { From: { } first, To: { } last, Length: { } length } && first == from && last == to - 1 && length == Length && Tag.Equals(answer.Headers.ETag))
        {
            return answer;
        }

        answer.Dispose();
        throw OtherRange();
    }

    private static SegmentExportException OtherRange() =>
        new(ClientErrorCodes.UnreadableAnswer, "A range of the file was asked for and something else came: something in between changes answers. Ask the API directly.");

    private static RemoteFile Of(string path, HttpResponseMessage answer, long? length) => answer.Headers.ETag is { IsWeak: false } tag && length is { } known
        ? new(path, tag, known, NameOf(answer.Content.Headers.ContentDisposition), DigestOf(answer))
        : throw new SegmentExportException(ClientErrorCodes.UnreadableAnswer, "The head of the file has no strong ETag or no length: something in between changes answers. Ask the API directly.");

    private static string NameOf(ContentDispositionHeaderValue? disposition)
    {
        // Whatever the answer says, it names a file of the folder and nothing else.
        var name = System.IO.Path.GetFileName((disposition?.FileNameStar ?? disposition?.FileName)?.Trim('"').Replace('\\', '/') ?? "");
        name = string.Concat(name.Select(letter => Unfit.Contains(letter) ? '_' : letter));
        return name is "" or "." or ".." ? "download" : name;
    }

    private static string? DigestOf(HttpResponseMessage answer)
    {
        // A dictionary of byte sequences (RFC 9530, RFC 8941); of the algorithms only SHA-256 is of interest.
        var text = answer.Headers.TryGetValues(Digest, out var values) || answer.Content.Headers.TryGetValues(Digest, out values) ? string.Join(',', values) : "";
        var start = text.IndexOf(DigestStart, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(':', start + DigestStart.Length);
        var bytes = new byte[32];
        return end > 0 && Convert.TryFromBase64Chars(text.AsSpan(start + DigestStart.Length, end - start - DigestStart.Length), bytes, out var written) && written == bytes.Length
            ? Convert.ToHexStringLower(bytes)
            : null;
    }
}
