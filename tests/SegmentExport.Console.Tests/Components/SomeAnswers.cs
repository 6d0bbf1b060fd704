using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>An API that answers as a test says, and remembers what it was asked.</summary>
internal sealed class SomeAnswers(Func<string, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    /// <summary>The paths and queries of what was asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>An answer with a value.</summary>
    public static HttpResponseMessage Ok<T>(T value) => new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(value, JsonSerializerOptions.Web), Encoding.UTF8, "application/json") };

    /// <summary>A client that talks to it.</summary>
    public HttpClient CreateClient(TimeSpan? timeout = null) => new(this, disposeHandler: false) { BaseAddress = new("https://console.example/"), Timeout = timeout ?? Timeout.InfiniteTimeSpan };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = request.RequestUri!.PathAndQuery;
        Asked.Enqueue(path);
        return answer(path, cancellationToken);
    }
}
