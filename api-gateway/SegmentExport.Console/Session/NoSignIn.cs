namespace SegmentExport.WebConsole.Session;

/// <summary>The console is not set up, or the server did not answer when it was started.</summary>
internal sealed class NoSignIn : ISignIn
{
    public ValueTask<string?> GetTokenAsync() => ValueTask.FromResult<string?>(null);

    public Task SignOutAsync() => Task.CompletedTask;
}
