using Duende.IdentityModel.Client;
using SegmentExport.Cli.Output;

namespace SegmentExport.Cli.Sessions;

/// <summary>An OpenID Connect issuer, as its discovery document has it.</summary>
internal sealed class Issuer : IDisposable
{
    // For each answer. A renewal needs two, and is to have failed before the request that waits for it gives up (30 s).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly DiscoveryDocumentResponse _document;
    private readonly string _clientId;

    private Issuer(HttpClient http, DiscoveryDocumentResponse document, string url, string clientId) => (_http, _document, Url, _clientId) = (http, document, url, clientId);

    /// <summary>Its URL, as it was named.</summary>
    public string Url { get; }

    /// <summary>The scopes to ask for: those that are wished, and a refresh token where the issuer wants to be asked for one.</summary>
    public string ScopesOf(IEnumerable<string> wished) => string.Join(' ', wished.Concat(_document.ScopesSupported.Where(scope => scope == "offline_access")).Distinct());

    /// <summary>Reads what the issuer says of itself.</summary>
    /// <param name="url">Its URL; https, unless it is on this machine.</param>
    /// <param name="clientId">The client id of this program there.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">There is none, or it is not to be trusted with this.</exception>
    public static async Task<Issuer> FindAsync(string url, string clientId, CancellationToken cancellation)
    {
        var http = new HttpClient { Timeout = Patience };
        try
        {
            // Many issuers have endpoints elsewhere; its document was read from the issuer itself. No token of theirs is trusted here, so its keys are of no interest.
            using var request = new DiscoveryDocumentRequest { Address = url, Policy = { ValidateEndpoints = false, RequireKeySet = false } };
            var document = await http.GetDiscoveryDocumentAsync(request, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return !document.IsError ? new(http, document, url, clientId)
                : throw new UsageException("issuer_unreachable", $"The issuer {url} does not say how one signs in there: {document.Error}. Check its address and the network.", ExitCodes.Unavailable);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Begins a sign-in at another device (RFC 8628, section 3.1).</summary>
    /// <exception cref="UsageException">The issuer has no such sign-in, or not for this client.</exception>
    public async Task<DeviceAuthorizationResponse> AuthorizeDeviceAsync(string scopes, CancellationToken cancellation)
    {
        if (_document.DeviceAuthorizationEndpoint is not { Length: > 0 } address)
        {
            throw new UsageException("no_device_sign_in", $"The issuer {Url} has no sign-in for devices (RFC 8628). Get a token there otherwise: segx sign-in --token-stdin.", ExitCodes.NotSignedIn);
        }

        using var request = new DeviceAuthorizationRequest { Address = address, ClientId = _clientId, ClientCredentialStyle = ClientCredentialStyle.PostBody, Scope = scopes };
        var answer = await _http.RequestDeviceAuthorizationAsync(request, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return answer.IsError ? throw Refused("sign_in_refused", answer, answer.ErrorDescription) : answer;
    }

    /// <summary>Asks once for the token of such a sign-in (section 3.4).</summary>
    public async Task<TokenResponse> AskForTokenAsync(string deviceCode, CancellationToken cancellation)
    {
        using var request = new DeviceTokenRequest { Address = _document.TokenEndpoint, ClientId = _clientId, ClientCredentialStyle = ClientCredentialStyle.PostBody, DeviceCode = deviceCode };
        var answer = await _http.RequestDeviceTokenAsync(request, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return answer;
    }

    /// <summary>Asks for a new token (RFC 6749, section 6). It cannot be cancelled: the refresh token may be spent, and the answer has the next one.</summary>
    public async Task<TokenResponse> RenewAsync(string refreshToken)
    {
        using var request = new RefreshTokenRequest { Address = _document.TokenEndpoint, ClientId = _clientId, ClientCredentialStyle = ClientCredentialStyle.PostBody, RefreshToken = refreshToken };
        return await _http.RequestRefreshTokenAsync(request);
    }

    /// <summary>Has the issuer forget a refresh token, where it can (RFC 7009).</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> RevokeAsync(string refreshToken, CancellationToken cancellation)
    {
        if (_document.RevocationEndpoint is not { Length: > 0 } address)
        {
            return false;
        }

        using var request = new TokenRevocationRequest { Address = address, ClientId = _clientId, ClientCredentialStyle = ClientCredentialStyle.PostBody, Token = refreshToken, TokenTypeHint = "refresh_token" };
        return !(await _http.RevokeTokenAsync(request, cancellation)).IsError;
    }

    /// <summary>What the issuer has refused, or that it was not reached.</summary>
    public UsageException Refused(string code, ProtocolResponse answer, string? description) => answer.ErrorType == ResponseErrorType.Protocol
        ? new(code, $"The issuer {Url} refused: {answer.Error}{(string.IsNullOrEmpty(description) ? "" : $", {description}")}.", ExitCodes.NotSignedIn)
        : new("issuer_unreachable", $"The issuer {Url} was not reached, or could not answer: {answer.Error}. Try again later.", ExitCodes.Unavailable);

    /// <summary>The sign-in that an answer gives.</summary>
    /// <param name="answer">Has a token.</param>
    /// <param name="api">At which API.</param>
    /// <param name="before">The refresh token that is still good where the answer has no other; null: there is none.</param>
    /// <param name="now">The time.</param>
    public Credentials ToCredentials(TokenResponse answer, Uri api, string? before, DateTimeOffset now)
    {
        var token = answer.AccessToken ?? throw new UsageException("sign_in_refused", $"The issuer {Url} gave no token. Tell who runs it.", ExitCodes.NotSignedIn);
        return new(
            api, token, answer.ExpiresIn > 0 ? now.AddSeconds(answer.ExpiresIn) : TokenEnd.Of(token),
            (answer.RefreshToken ?? before) is { Length: > 0 } refresh ? new(Url, _clientId, refresh) : null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _document.Dispose();
        _http.Dispose();
    }
}
