using System.Diagnostics;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Gateway;

/// <summary>A file to be read over HTTP and thrown away; both sides are read by the same code.</summary>
internal sealed class Download
{
    private const int BufferBytes = 256 * 1024;

    private readonly Func<Task<HttpResponseMessage>> _open;

    public Download(ApiUser user, string path) => _open = () => user.SendAsync(HttpMethod.Get, path);

    public Download(HttpClient client, string path) => _open = () => client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

    /// <summary>The file's length, once it was asked for.</summary>
    public long Length { get; private set; }

    /// <summary>The time from the request to the first byte of the body; the rest is not read.</summary>
    public async Task<TimeSpan> FirstByteAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await OpenAsync();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await body.ReadExactlyAsync(new byte[1], cancellationToken);
        return clock.Elapsed;
    }

    /// <summary>Reads all of it; in MB a second.</summary>
    public async Task<double> SpeedAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await OpenAsync();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var (buffer, total) = (new byte[BufferBytes], 0L);
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0; total += read)
        {
        }

        return total == Length ? total / 1e6 / clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{total} bytes came, {Length} were promised.");
    }

    /// <summary>Writes it into a file.</summary>
    public async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await OpenAsync();
        await using var file = File.Create(path);
        await answer.Content.CopyToAsync(file, cancellationToken);
    }

    private async Task<HttpResponseMessage> OpenAsync()
    {
        var answer = await _open();
        Length = answer.EnsureSuccessStatusCode().Content.Headers.ContentLength!.Value;
        return answer;
    }
}
