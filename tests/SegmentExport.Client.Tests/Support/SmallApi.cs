using System.Net;
using System.Text;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Client.Tests.Support;

/// <summary>Answers in the API's place, for what a running one cannot be brought to say.</summary>
internal sealed class SmallApi : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, (HttpStatusCode Status, string Json)> _answer;
    private readonly Task _serving;

    /// <param name="answer">What is answered to a method and a path, as in <c>GET /me</c>.</param>
    public SmallApi(Func<string, (HttpStatusCode Status, string Json)> answer)
    {
        (_answer, Address) = (answer, new($"http://127.0.0.1:{FreePort.Find()}/"));
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _serving = _listener.ServeAsync(AnswerAsync);
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (status, json) = _answer($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}");
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = (int)status < 400 ? "application/json" : "application/problem+json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
        context.Response.Close();
    }
}
