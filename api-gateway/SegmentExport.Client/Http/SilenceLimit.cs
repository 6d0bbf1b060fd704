namespace SegmentExport.Client.Http;

/// <summary>Cancels what waits for bytes where none come for too long: a connection that is gone without a word looks like one on which nothing happens.</summary>
internal sealed class SilenceLimit : IDisposable
{
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _limit;

    /// <param name="limit">For how long nothing may come.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Cancels it too.</param>
    public SilenceLimit(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        _limit = limit;
        _late = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancellation);
    }

    /// <summary>What to wait with.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether nothing came.</summary>
    public bool IsReached => _late.IsCancellationRequested;

    /// <summary>Something came: begins anew.</summary>
    public void Restart() => _late.CancelAfter(_limit);

    /// <inheritdoc />
    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
