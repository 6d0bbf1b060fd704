namespace SegmentExport.Client.Tests.Support;

/// <summary>Answers in the API's place where it likes.</summary>
internal sealed class AnsweringHandler(Func<HttpRequestMessage, HttpResponseMessage?> answer, Func<HttpResponseMessage, HttpResponseMessage>? change = null) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var mine = answer(request);
        return mine ?? (change ?? (same => same))(await base.SendAsync(request, cancellationToken));
    }
}
