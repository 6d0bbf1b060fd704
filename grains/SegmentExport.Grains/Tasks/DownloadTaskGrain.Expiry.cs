using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Grains.Telemetry;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    private const string ExpiryReminder = "expiry";

    /// <summary>A tick that was missed while the cluster was down comes at the next multiple of this after the deadline.</summary>
    private static readonly TimeSpan ExpiryPeriod = TimeSpan.FromMinutes(5);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        using var span = StartSpan("expiry_tick");
        if (State?.ExpiresAt is { } expiresAt)
        {
            if (State.ExpiredAt is null)
            {
                // Later ticks only wait for the parts to be deleted, which a long download may put off.
                SegmentExportMetrics.ReminderTicked(clock.GetUtcNow() - expiresAt);
            }

            await ExpireIfDueAsync();
            CarryOn();
        }

        // No approval: the reminder was registered for one that was never written. No parts: its work is done.
        if (State?.ExpiresAt is null || State.PartsDeletedAt is not null)
        {
            await UnregisterExpiryAsync();
        }
    }

    /// <summary>The deadline is compared on every read; the reminder only makes sure that there is one.</summary>
    private async Task ExpireIfDueAsync()
    {
        if (State is { } state && DownloadTask.Decide(state, new Expire(), clock.GetUtcNow()) is Outcome.Changed expired)
        {
            await audit.NoteAsync("expire", Key, state);
            await CommitAsync(expired);
        }
    }

    private async Task RegisterExpiryAsync(DateTimeOffset expiresAt)
    {
        var due = expiresAt - clock.GetUtcNow();
        await this.RegisterOrUpdateReminder(ExpiryReminder, due > TimeSpan.Zero ? due : TimeSpan.Zero, ExpiryPeriod);
    }

    private async Task UnregisterExpiryAsync()
    {
        if (await this.GetReminder(ExpiryReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
