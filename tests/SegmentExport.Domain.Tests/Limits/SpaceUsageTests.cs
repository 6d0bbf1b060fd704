using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Domain.Tests.Limits;

public sealed class SpaceUsageTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 25, 23, 59, 30, TimeSpan.Zero);
    private static readonly SpaceLimits Two = new() { ConcurrentTasks = 2 };
    private static readonly SpaceLimits Hundred = new() { RowsPerDay = 100 };

    private readonly SpaceUsage _usage = new();

    [Fact]
    public void Admit_MoreThanAllowed_IsRefusedWithTheLimitAndWhenItFrees()
    {
        Assert.Null(Admit(Task(1), Two));
        Assert.Null(Admit(Task(2), Two));

        var refused = Admit(Task(3), Two)!;

        Assert.Equal((RejectionKind.TooMany, ErrorCodes.TooManyTasks), (refused.Kind, refused.Code));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Contains("2 tasks", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Admit_TheSameTaskAgain_TakesOnePlace()
    {
        Assert.Null(Admit(Task(1), Two));
        Assert.Null(Admit(Task(1), Two));
        Assert.Null(Admit(Task(2), Two));
        Assert.Null(Admit(Task(2), Two));
        Assert.NotNull(Admit(Task(3), Two));
    }

    [Fact]
    public void Load_TasksWhosePackagingIsOver_GivesTheirPlacesBack()
    {
        Admit(Task(1), Two);
        Admit(Task(2), Two);

        _usage.Load([new(Task(1), Evening, IsPackaging: false, 0), new(Task(2), Evening, IsPackaging: true, 0)], TimeSpan.FromSeconds(1));

        Assert.Null(Admit(Task(3), Two));
        Assert.NotNull(Admit(Task(4), Two));
    }

    [Fact]
    public void Load_AdmissionWhoseTaskWasNeverCreated_CountsForAMinuteAndNoLonger()
    {
        var one = new SpaceLimits { ConcurrentTasks = 1 };
        Admit(Task(1), one);

        _usage.Load([], SpaceUsage.Unstored - TimeSpan.FromSeconds(1));
        Assert.NotNull(Admit(Task(2), one));

        _usage.Load([], SpaceUsage.Unstored);
        Assert.Null(Admit(Task(2), one));
    }

    [Fact]
    public void Load_StoredTaskThatIsGoneFromTheList_DoesNotLingerAsAnAdmission()
    {
        var one = new SpaceLimits { ConcurrentTasks = 1 };
        Admit(Task(1), one);
        _usage.Load([new(Task(1), Evening, IsPackaging: true, 0)], TimeSpan.FromSeconds(1));

        _usage.Load([], TimeSpan.FromSeconds(2));

        Assert.Null(Admit(Task(2), one));
    }

    [Fact]
    public void Admit_StoredTaskThatAnEarlierKeeperAdmitted_HasToFindRoomBesideAllOthers()
    {
        _usage.Load([Stored(1)], TimeSpan.Zero);
        Assert.Null(Admit(Task(2), Two));

        // Another one turns up that was promised a place before: there are three now.
        _usage.Load([Stored(1), Stored(2), Stored(3)], TimeSpan.FromSeconds(1));

        Assert.NotNull(Admit(Task(3), Two));
        Assert.Null(Admit(Task(2), Two));
        _usage.Load([Stored(1), Stored(2), Stored(3) with { IsPackaging = false }], TimeSpan.FromSeconds(2));
        Assert.Null(Admit(Task(1), Two));
        Assert.NotNull(Admit(Task(4), Two));
    }

    [Fact]
    public void Admit_TaskThatIsStoredAfterItsAdmissionHasLapsed_HasToFindRoomAnew()
    {
        var one = new SpaceLimits { ConcurrentTasks = 1 };
        Admit(Task(1), one);
        _usage.Load([], SpaceUsage.Unstored);
        Assert.Null(Admit(Task(2), one));

        _usage.Load([Stored(1), Stored(2)], SpaceUsage.Unstored);

        Assert.NotNull(Admit(Task(1), one));
        Assert.Null(Admit(Task(2), one));
    }

    [Fact]
    public void Admit_TaskWhosePackagingIsOver_TakesNoPlace()
    {
        var one = new SpaceLimits { ConcurrentTasks = 1 };
        _usage.Load([Stored(1) with { IsPackaging = false }], TimeSpan.Zero);

        Assert.Null(Admit(Task(1), one));

        Assert.Null(Admit(Task(2), one));
    }

    [Fact]
    public void Count_StoredRowsThatAnEarlierKeeperCounted_HaveToFitBesideAllOthers()
    {
        Assert.Null(Count(Task(2), 60));

        _usage.Load([Stored(1) with { Rows = 60 }, Stored(2)], TimeSpan.FromSeconds(1));

        Assert.NotNull(Count(Task(1), 60));
        Assert.Null(Count(Task(2), 60));
        _usage.Load([Stored(1) with { Rows = 0, IsPackaging = false }, Stored(2), Stored(3) with { Rows = 40 }], TimeSpan.FromSeconds(2));
        Assert.Null(Count(Task(3), 40));
    }

    [Fact]
    public void Count_RowsToTheLimit_FitAndOneMoreDoesNot()
    {
        Assert.Null(Count(Task(1), 60));
        Assert.NotNull(Count(Task(2), 41));
        Assert.Null(Count(Task(2), 40));
        Assert.NotNull(Admit(Task(3), Hundred));
    }

    [Fact]
    public void Count_TheSameTaskAgain_CountsOnceWithItsLastRows()
    {
        Assert.Null(Count(Task(1), 60));
        Assert.Null(Count(Task(1), 60));
        Assert.Null(Count(Task(1), 100));
        Assert.NotNull(Count(Task(2), 1));
    }

    [Fact]
    public void Count_RowsBeforeThePlanIsStored_OutliveALoad()
    {
        Assert.Null(Count(Task(1), 60));

        _usage.Load([new(Task(1), Evening, IsPackaging: true, 0)], TimeSpan.FromMinutes(5));

        Assert.NotNull(Count(Task(2), 41));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-60 * 60 * 24)]
    public void Count_OnAnotherDay_HasTheDayOfItsOwn(int seconds)
    {
        Assert.Null(Count(Task(1), 100));
        Assert.Null(_usage.Count(Task(2), Evening.AddSeconds(seconds), 100, Hundred, TimeSpan.Zero));
        Assert.NotNull(Count(Task(3), 1));
    }

    [Fact]
    public void Count_Refused_SaysThatMidnightFrees()
    {
        var refused = Count(Task(1), 101)!;

        Assert.Equal((ErrorCodes.RowsPerDayExceeded, TimeSpan.FromSeconds(30)), (refused.Code, refused.RetryAfter!.Value));
        Assert.Contains("2026-11-26T00:00:00Z", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_HugeNumbers_DoNotOverflow() =>
        Assert.NotNull(_usage.Count(Task(1), Evening, long.MaxValue, new() { RowsPerDay = 1_000_000_000_000_000 }, TimeSpan.Zero));

    private static TaskUsage Stored(int number) => new(Task(number), Evening, IsPackaging: true, 0);

    private static TaskId Task(int number) => new($"{number:x32}");

    private Rejection? Admit(TaskId task, SpaceLimits limits) => _usage.Admit(task, Evening, limits, TimeSpan.Zero);

    private Rejection? Count(TaskId task, long rows) => _usage.Count(task, Evening, rows, Hundred, TimeSpan.Zero);
}
