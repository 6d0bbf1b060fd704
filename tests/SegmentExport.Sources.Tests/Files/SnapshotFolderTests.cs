using Microsoft.Extensions.Time.Testing;
using SegmentExport.Domain.Errors;
using SegmentExport.Sources.Files;
using SegmentExport.Sources.Tests.S3;

namespace SegmentExport.Sources.Tests.Files;

/// <summary>States that were taken over: what a task needs and what is read stays, all else goes by its age, and sooner where room is wanted.</summary>
public sealed class SnapshotFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segment-export-");
    private readonly SourceOptions _options = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly HashSet<string> _planned = [];

    private SnapshotFolder Folder => field ??= new(_folder.FullName, _options, _clock, _ => ValueTask.FromResult<IReadOnlySet<string>>(_planned));

    [Fact]
    public async Task Sweep_OfWhatNobodyUses_WaitsUntilItIsOld()
    {
        var path = Make("v1", 10);

        _clock.Advance(_options.SnapshotKeep - TimeSpan.FromMinutes(1));
        Assert.Equal(new(0, 1, 10), await Folder.SweepAsync(CancellationToken.None));

        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new(1, 0, 0), await Folder.SweepAsync(CancellationToken.None));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Sweep_OfWhatATaskWasPlannedOn_KeepsItHoweverOld()
    {
        Make("v1-20260101T000000.000Z", 10);
        Make("v2", 10);
        _planned.Add("v1-20260101T000000.000Z");

        _clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(new(1, 1, 10), await Folder.SweepAsync(CancellationToken.None));
        _planned.Clear();
        Assert.Equal(new(1, 0, 0), await Folder.SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_OfWhatIsRead_KeepsItAndCountsItsAgeFromTheEnd()
    {
        var path = Make("v1", 10);
        using (Folder.TryHold(path))
        {
            _clock.Advance(TimeSpan.FromDays(40));
            Assert.Equal(0, (await Folder.SweepAsync(CancellationToken.None)).Removed);
        }

        Assert.Equal(0, (await Folder.SweepAsync(CancellationToken.None)).Removed);
        _clock.Advance(_options.SnapshotKeep);
        Assert.Equal(1, (await Folder.SweepAsync(CancellationToken.None)).Removed);
        Assert.Null(Folder.TryHold(path));
    }

    [Fact]
    public async Task Sweep_OfWhatAKilledProcessLeft_RemovesItOnceItIsOldAndNothingElse()
    {
        var whole = Make("v1", 10);
        string[] left = [$"{whole}.0123.tmp", $"{whole}.0123.tmp.wal"];
        foreach (var path in left)
        {
            await File.WriteAllTextAsync(path, "half");
        }

        Directory.CreateDirectory(Path.Combine($"{whole}.objects", "day=1"));
        await File.WriteAllTextAsync(Path.Combine($"{whole}.objects", "day=1", "000000.csv"), "half");
        _planned.Add("v1");
        Assert.Equal(0, (await Folder.SweepAsync(CancellationToken.None)).Removed);

        _clock.Advance(_options.SnapshotKeep + TimeSpan.FromMinutes(1));
        using (Folder.HoldMaking(whole))
        {
            Assert.Equal(0, (await Folder.SweepAsync(CancellationToken.None)).Removed);
        }

        Assert.Equal(new(3, 1, 10), await Folder.SweepAsync(CancellationToken.None));
        Assert.Equal([whole], Directory.GetFileSystemEntries(Path.GetDirectoryName(whole)!));
    }

    [Fact]
    public async Task MakeRoom_WhereThereIsNotEnough_RemovesWhatWasNotUsedForLongest()
    {
        _options.SnapshotBytes = 100;
        var old = Make("v1", 40);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var recent = Make("v2", 40);

        await Folder.MakeRoomAsync("lake", Folder.PathOf("v3", "n"), 50, CancellationToken.None);

        Assert.Equal((false, true), (File.Exists(old), File.Exists(recent)));
    }

    [Fact]
    public async Task MakeRoom_WhereAllIsUsed_IsTriedAgain()
    {
        _options.SnapshotBytes = 100;
        Make("v1", 60);
        _planned.Add("v1");

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await Folder.MakeRoomAsync("lake", Folder.PathOf("v2", "n"), 50, CancellationToken.None));

        Assert.Equal((ErrorCodes.SourceUnavailable, true), (fault.Code, fault.IsTransient));
    }

    [Fact]
    public async Task MakeRoom_ForTwoAtOnce_GivesTheSameRoomOnce()
    {
        _options.SnapshotBytes = 100;
        var (one, other) = (Folder.PathOf("v1", "n"), Folder.PathOf("v2", "n"));
        Directory.CreateDirectory(Path.GetDirectoryName(one)!);
        using var making = Folder.HoldMaking(other);
        using (Folder.HoldMaking(one))
        {
            await Folder.MakeRoomAsync("lake", one, 60, CancellationToken.None);

            // Again, as the next attempt does; and some of it is there by now.
            await File.WriteAllBytesAsync($"{one}.0123.tmp", new byte[20]);
            await Folder.MakeRoomAsync("lake", one, 60, CancellationToken.None);
            await Assert.ThrowsAsync<PackagingException>(async () => await Folder.MakeRoomAsync("other", other, 50, CancellationToken.None));
            await Folder.MakeRoomAsync("other", other, 40, CancellationToken.None);
        }

        await Folder.MakeRoomAsync("other", other, 80, CancellationToken.None);
    }

    [Fact]
    public async Task MakeRoom_WhereAnAttemptBeforeLeftSomeOfTheState_RemovesNoOtherForIt()
    {
        _options.SnapshotBytes = 100;
        var old = Make("v1", 20);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var (recent, half) = (Make("v2", 20), Folder.PathOf("v3", "n"));
        await File.WriteAllBytesAsync($"{half}.0123.tmp", new byte[40]);
        using var making = Folder.HoldMaking(half);

        await Folder.MakeRoomAsync("lake", half, 70, CancellationToken.None);

        Assert.Equal((false, true), (File.Exists(old), File.Exists(recent)));
    }

    [Fact]
    public async Task Sweep_WhereNobodyKnowsWhatIsPlanned_RemovesNothing()
    {
        Make("v1", 10);
        var unknowing = new SnapshotFolder(_folder.FullName, _options, _clock);
        _clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(new(0, 1, 10), await unknowing.SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_WhileASourceReads_LeavesWhatItReadsAndIsNewest()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", "SELECT 'u' || i AS user_id FROM range(3000) AS t(i)");
        var folder = lake.Folder(_clock, () => _planned);
        await using var source = lake.Open("*.parquet", folder: folder);
        var old = await source.PlanAsync(Lake.Query, new(), CancellationToken.None);
        var read = await source.OpenAsync(Lake.Query, old.SourceVersion, old.Shards[0], CancellationToken.None);
        await lake.WriteLaterAsync("b.parquet", "SELECT 'new' AS user_id");
        await source.PlanAsync(Lake.Query, new(), CancellationToken.None);

        _clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal((0, 2), Counts(await folder.SweepAsync(CancellationToken.None)));

        read.Dispose();
        _clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal((1, 1), Counts(await folder.SweepAsync(CancellationToken.None)));

        // What went is fetched again, as long as its objects are there.
        Assert.Equal(3000, (await source.ReadKeysAsync(Lake.Query, old)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Plan_WhereTheOnlyRoomIsAnOldStateThatNobodyReadsAnyMore_TakesIt(bool isRead)
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", "SELECT 'u' || i AS user_id FROM range(3000) AS t(i)");
        await using var source = lake.Open("*.parquet", folder: lake.Folder(_clock, () => _planned));
        var old = await source.PlanAsync(Lake.Query, new(), CancellationToken.None);
        await lake.WriteLaterAsync("b.parquet", "SELECT 'new' AS user_id");
        await source.PlanAsync(Lake.Query, new(), CancellationToken.None);
        var read = await source.OpenAsync(Lake.Query, old.SourceVersion, old.Shards[0], CancellationToken.None);
        if (!isRead)
        {
            read.Dispose();
        }

        lake.Options.SnapshotBytes = new DirectoryInfo(lake.Snapshots()).EnumerateFiles().Sum(file => file.Length);
        await lake.WriteLaterAsync("c.parquet", "SELECT 'newest' AS user_id");
        if (isRead)
        {
            await source.FailsToPlanAsync(Lake.Query, ErrorCodes.SourceUnavailable, isTransient: true);
            read.Dispose();
        }

        Assert.Equal(3002, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task LetGo_OfASourceThatNobodyReads_LeavesNothingThatIsHeld()
    {
        using var lake = await Lake.MakeAsync();
        await lake.WriteAsync("a.parquet", "SELECT 'u' AS user_id");
        var folder = lake.Folder(_clock, () => _planned);
        await using var source = lake.Open("*.parquet", folder: folder);
        await source.PlanAsync(Lake.Query, new(), CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(40));
        Assert.Equal((0, 1), Counts(await folder.SweepAsync(CancellationToken.None)));

        source.LetGo();
        _clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal((1, 0), Counts(await folder.SweepAsync(CancellationToken.None)));
        Assert.Equal(1, (await source.PlanAsync(Lake.Query, new(), CancellationToken.None)).Rows);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (int Removed, int Kept) Counts(SnapshotSweep swept) => (swept.Removed, swept.Kept);

    private string Make(string version, int bytes)
    {
        var path = Folder.PathOf(version, "0123456789abcdef");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, _clock.GetUtcNow().UtcDateTime);
        return path;
    }
}
