using SegmentExport.Abstractions.Tasks;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private static readonly TimeSpan TransferPoll = TimeSpan.FromSeconds(1);

    /// <summary>Transfers that go on across the deadline, and until when they are believed to.</summary>
    private readonly Dictionary<Guid, DateTimeOffset> _transfers = [];

    public Task HoldPartsAsync(Guid transfer)
    {
        _transfers[transfer] = clock.GetUtcNow() + TransferHold.Period * 2;
        return Task.CompletedTask;
    }

    public Task ReleasePartsAsync(Guid transfer)
    {
        _ = _transfers.Remove(transfer);
        return Task.CompletedTask;
    }

    /// <summary>What began before the deadline may end after it, as long as its gateway says that it goes on, and not for ever.</summary>
    private async Task WaitForTransfersAsync()
    {
        while (State?.ExpiresAt is { } deadline && _transfers.Values.Any(until => until > clock.GetUtcNow()) && clock.GetUtcNow() < deadline + TransferHold.Longest)
        {
            await Task.Delay(TransferPoll, _deactivating.Token);
        }
    }
}
