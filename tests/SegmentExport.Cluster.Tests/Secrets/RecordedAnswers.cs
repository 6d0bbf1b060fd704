using System.Collections.Concurrent;
using System.Text;

namespace SegmentExport.Cluster.Tests.Secrets;

/// <summary>Keeps every answer that a client gets: its headers, and its body to the last byte.</summary>
internal sealed class RecordedAnswers() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<(string Request, byte[] Answer)> _answers = new();

    /// <summary>The requests with what was answered.</summary>
    public IReadOnlyCollection<(string Request, byte[] Answer)> All => _answers;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        _answers.Enqueue(($"{(int)answer.StatusCode} {request.Method} {request.RequestUri!.PathAndQuery}", [.. Encoding.UTF8.GetBytes($"{answer.Headers}{answer.Content.Headers}"), .. body]));
        return answer;
    }
}
