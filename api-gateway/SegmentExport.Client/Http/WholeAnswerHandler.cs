using SegmentExport.Client.Errors;

namespace SegmentExport.Client.Http;

/// <summary>Reads answers whole that are asked for whole, below what repeats: one that breaks off in its middle is as good as none, and is asked for again. Errors are read where they are told.</summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    private const long MaxBytes = 64L << 20;

    private static readonly HttpRequestOptionsKey<bool> IsWhole = new("SegmentExport.IsWhole");

    /// <summary>Asks for the answer whole.</summary>
    public static void Ask(HttpRequestMessage request) => request.Options.Set(IsWhole, true);

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode || !request.Options.TryGetValue(IsWhole, out var whole) || !whole)
        {
            return answer;
        }

        try
        {
            await answer.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
            return answer;
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            answer.Dispose();
            throw new SegmentExportException(ClientErrorCodes.UnreadableAnswer, $"The answer is larger than {MaxBytes >> 20} MiB, which none of this API is. Check the address.", fault);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
