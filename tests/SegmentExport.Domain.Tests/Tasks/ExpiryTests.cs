using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tasks.Commands;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

public sealed class ExpiryTests
{
    [Fact]
    public void StatusAt_ExactlyTheDeadline_IsExpired()
    {
        var state = StateClasses.All["completed"].State!;

        Assert.Equal(DownloadTaskStatus.Completed, state.StatusAt(state.ExpiresAt!.Value.AddTicks(-1)));
        Assert.Equal(DownloadTaskStatus.Expired, state.StatusAt(state.ExpiresAt.Value));
    }

    [Fact]
    public void Expire_OneTickEarly_ChangesNothing()
    {
        var state = StateClasses.All["completed"].State!;

        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(state, new Expire(), state.ExpiresAt!.Value.AddTicks(-1)));
    }

    [Fact]
    public void Expire_Due_IsRememberedOnce()
    {
        var (state, now) = StateClasses.All["due running"];
        var once = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(state, new Expire(), now)).State;

        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(once, new Expire(), now.AddHours(1)));
        Assert.Equal((now, TaskEvent.Expired), (once.ExpiredAt, once.History[^1].Event));
        Assert.Equal((PackagingState.Cancelled, now), (once.Packaging.State, once.Packaging.EndedAt));
    }

    [Fact]
    public void RecordPartsDeleted_Ended_IsRememberedOnce()
    {
        var (state, now) = StateClasses.All["expired packed"];
        var once = Assert.IsType<Outcome.Changed>(DownloadTask.Decide(state, new RecordPartsDeleted(), now)).State;

        Assert.Equal((now, TaskEvent.PartsDeleted), (once.PartsDeletedAt, once.History[^1].Event));
        Assert.IsType<Outcome.Unchanged>(DownloadTask.Decide(once, new RecordPartsDeleted(), now));
    }
}
