using SegmentExport.Abstractions.Tasks;

namespace SegmentExport.Gateway.Files;

/// <summary>A transfer that goes on: near the file's deadline it has the parts kept until it ends. One that ends earlier costs nothing.</summary>
internal sealed class Transfer : IAsyncDisposable
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly IDownloadTaskWorkGrain _task;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _holding;

    private Transfer(IDownloadTaskWorkGrain task, TimeSpan begin, TimeProvider time)
    {
        _task = task;
        _holding = HoldAsync(begin, time);
    }

    /// <summary>Begins it.</summary>
    /// <param name="task">The file's task.</param>
    /// <param name="expiresAt">The file's deadline.</param>
    /// <param name="time">Tells the time.</param>
    public static Transfer Begin(IDownloadTaskWorkGrain task, DateTimeOffset expiresAt, TimeProvider time)
    {
        var begin = expiresAt - TransferHold.Period - time.GetUtcNow();
        return new(task, begin > TimeSpan.Zero ? begin : TimeSpan.Zero, time);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _holding;
        _ended.Dispose();
    }

    private async Task TryHoldAsync()
    {
        try
        {
            await _task.HoldPartsAsync(_id);
        }
        catch (Exception)
        {
            // The next one may come through, before this hold lapses; what is sent meanwhile is not to blame.
        }
    }

    private async Task HoldAsync(TimeSpan begin, TimeProvider time)
    {
        var held = false;
        await WaitAsync(begin, time);
        while (!_ended.IsCancellationRequested)
        {
            held = true;
            await TryHoldAsync();
            await WaitAsync(TransferHold.Period, time);
        }

        if (held)
        {
            _task.ReleasePartsAsync(_id).Ignore();
        }
    }

    // Most transfers end long before they have to hold anything: an exception for each would cost more than all else here.
    private async Task WaitAsync(TimeSpan wait, TimeProvider time) => await Task.Delay(wait, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
