using SegmentExport.WebConsole.Session;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>Somebody who is signed in.</summary>
internal sealed class SignedIn : ISignIn
{
    public ValueTask<string?> GetTokenAsync() => ValueTask.FromResult<string?>("token");

    public Task SignOutAsync() => Task.CompletedTask;
}
