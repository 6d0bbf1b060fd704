namespace SegmentExport.Client.Contracts;

/// <summary>What the web console needs to know before anybody is signed in.</summary>
public sealed record ConsoleSettings
{
    /// <summary>How people sign in.</summary>
    public required ConsoleSignIn SignIn { get; init; }

    /// <summary>Where a trace can be looked at: a URL with <c>{traceId}</c> in place of its id; null where there is nothing of that kind.</summary>
    public string? TraceUrl { get; init; }

    /// <summary>The server's time, by which files end.</summary>
    public required DateTimeOffset Time { get; init; }
}
