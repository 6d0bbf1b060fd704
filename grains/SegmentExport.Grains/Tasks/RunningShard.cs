using SegmentExport.Abstractions.Packaging;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Grains.Tasks;

/// <summary>One attempt at one shard, on a granted slot.</summary>
internal sealed class RunningShard : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins an attempt.</summary>
    public RunningShard(SlotGrant grant, Shard shard, int attempt)
    {
        (Grant, Shard, Attempt) = (grant, shard, attempt);
        Cancellation = _cancellation.Token;
    }

    /// <summary>The slot.</summary>
    public SlotGrant Grant { get; }

    /// <summary>The shard.</summary>
    public Shard Shard { get; }

    /// <summary>Which attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>How long the task waited for this slot, where it is its first one; else null.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>Ends the attempt.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Completes when the packer has answered, whatever it said.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Asks the packer to stop.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>The packer has answered.</summary>
    public void End() => _ended.TrySetResult();

    /// <inheritdoc />
    public void Dispose() => _cancellation.Dispose();
}
