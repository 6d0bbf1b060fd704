using System.Net.Http.Headers;

namespace SegmentExport.Client.Http;

/// <summary>Sends the caller's token with every request, also where one is sent again.</summary>
internal sealed class TokenHandler(Func<CancellationToken, ValueTask<string?>>? token) : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (token is not null && await token(cancellationToken) is { Length: > 0 } value)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", value);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
