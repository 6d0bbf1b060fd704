namespace SegmentExport.Client.Http;

/// <summary>Reads answers whole that are asked for whole, below what repeats: one that breaks off in its middle is as good as none, and is asked for again.</summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<bool> IsWhole = new("SegmentExport.IsWhole");

    /// <summary>Asks for the answer whole.</summary>
    public static void Ask(HttpRequestMessage request) => request.Options.Set(IsWhole, true);

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!request.Options.TryGetValue(IsWhole, out var whole) || !whole)
        {
            return answer;
        }

        try
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
