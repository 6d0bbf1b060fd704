using System.Collections.Concurrent;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Gateway.Events;

/// <summary>The streams of events that are open on this gateway, and what holds for each of them.</summary>
internal sealed class EventStreams(IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>How many one user may have open here at once: a few windows of the console, and programs.</summary>
    public const int MaxPerUser = 20;

    private readonly ConcurrentDictionary<UserId, int> _open = new();

    /// <summary>Takes a place; null where the user has too many. Disposing it gives it back.</summary>
    public IDisposable? TryEnter(UserId user)
    {
        if (_open.AddOrUpdate(user, 1, (_, open) => open + 1) <= MaxPerUser)
        {
            return new Seat(this, user);
        }

        Leave(user);
        return null;
    }

    /// <summary>Ends with the request, with the process, and with the token.</summary>
    public CancellationTokenSource EndsWith(DateTimeOffset? expiresAt, CancellationToken aborted)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        if (expiresAt is { } end)
        {
            var left = end - time.GetUtcNow();
            ended.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        return ended;
    }

    private void Leave(UserId user)
    {
        // The entry of somebody who has none is taken out, or the dictionary would keep every name.
        if (_open.AddOrUpdate(user, 0, (_, open) => open - 1) <= 0)
        {
            _open.TryRemove(new(user, 0));
        }
    }

    private sealed class Seat(EventStreams streams, UserId user) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                streams.Leave(user);
            }
        }
    }
}
