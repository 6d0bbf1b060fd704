using System.Collections.Immutable;
using System.Diagnostics;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Events;

/// <summary>
/// One space's changes, for all who wait for them on this silo: the database is asked once a period how far they are, and once for each page that several want.
/// Used within one grain's turns.
/// </summary>
internal sealed class ChangeFeed(SpaceId space, IDownloadTaskChanges changes, TimeProvider clock)
{
    /// <summary>How often is asked.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(UserId?, ChangePosition), Task<ChangePage>> _pages = [];
    private Task<ChangeMark>? _mark;
    private long _askedAt;

    /// <summary>How far the changes are, at most a period ago; now, where that is not as far as another silo has seen already.</summary>
    /// <param name="seen">The place that has been seen.</param>
    public async Task<ChangeMark> ReadMarkAsync(ChangePosition seen)
    {
        if (_mark is null || (_mark.IsCompleted && Stopwatch.GetElapsedTime(_askedAt) >= Period))
        {
            Ask();
        }

        var mark = await _mark!;
        if (mark.Sequence < seen.Sequence)
        {
            Ask();
            mark = await _mark!;
        }

        return mark;
    }

    /// <summary>A page of what is behind a place.</summary>
    /// <param name="submitter">Whose tasks; null: everybody's.</param>
    /// <param name="after">The place.</param>
    /// <param name="mark">How far the changes are.</param>
    public Task<ChangePage> ReadAsync(UserId? submitter, ChangePosition after, ChangeMark mark)
    {
        if (!_pages.TryGetValue((submitter, after), out var page))
        {
            _pages[(submitter, after)] = page = WithTimeoutAsync(token => ReadPageAsync(submitter, after, mark, token));
        }

        return page;
    }

    private void Ask()
    {
        _pages.Clear();
        _askedAt = Stopwatch.GetTimestamp();
        _mark = WithTimeoutAsync(token => changes.ReadMarkAsync(space, clock.GetUtcNow(), token));
    }

    private async ValueTask<ChangePage> ReadPageAsync(UserId? submitter, ChangePosition after, ChangeMark mark, CancellationToken cancellationToken)
    {
        var committed = await changes.ReadCommittedAsync(space, submitter, after, ChangePage.Limit, cancellationToken);
        var expired = committed.Length < ChangePage.Limit && mark.LastExpiry > after.Time
            ? await changes.ReadExpiredAsync(space, submitter, after, mark.Now, ChangePage.Limit, cancellationToken)
            : ImmutableArray<ChangedTask>.Empty;
        return ChangePage.Of(after, mark, committed, expired);
    }

    private static async Task<T> WithTimeoutAsync<T>(Func<CancellationToken, ValueTask<T>> read)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        return await read(timeout.Token);
    }
}
