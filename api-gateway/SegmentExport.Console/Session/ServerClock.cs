namespace SegmentExport.WebConsole.Session;

/// <summary>The server's time, by which files end: this machine's clock may be wrong.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    private DateTimeOffset _serverTime = time.GetUtcNow();
    private long _readAt = time.GetTimestamp();

    /// <summary>The server's time now.</summary>
    public DateTimeOffset Now => _serverTime + time.GetElapsedTime(_readAt);

    /// <summary>Sets the clock by an answer of the server.</summary>
    /// <param name="serverTime">The time in the answer.</param>
    /// <param name="age">How long ago the answer was made.</param>
    public void Set(DateTimeOffset serverTime, TimeSpan age) => (_readAt, _serverTime) = (time.GetTimestamp(), serverTime + age);
}
