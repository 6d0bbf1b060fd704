namespace SegmentExport.WebConsole.Session;

/// <summary>How people sign in.</summary>
internal interface ISignIn
{
    /// <summary>The token for calls; null: nobody is signed in, or the token has expired.</summary>
    ValueTask<string?> GetTokenAsync();

    /// <summary>Forgets the token, and signs out at the issuer where there is one.</summary>
    Task SignOutAsync();
}
