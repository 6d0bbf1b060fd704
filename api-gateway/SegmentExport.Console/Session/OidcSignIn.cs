using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.WebAssembly.Authentication;

namespace SegmentExport.WebConsole.Session;

/// <summary>Sign-in at the organisation's issuer, by OpenID Connect with a code and PKCE.</summary>
internal sealed class OidcSignIn(IAccessTokenProvider tokens, NavigationManager navigation) : ISignIn
{
    public async ValueTask<string?> GetTokenAsync() => (await tokens.RequestAccessToken()).TryGetToken(out var token) ? token.Value : null;

    public Task SignOutAsync()
    {
        navigation.NavigateToLogout("authentication/logout");
        return Task.CompletedTask;
    }
}
