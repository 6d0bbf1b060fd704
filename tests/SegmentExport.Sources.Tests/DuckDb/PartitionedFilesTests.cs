using System.Collections.Immutable;
using DuckDB.NET.Data;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.DuckDb;
using SegmentExport.Sources.Files;

namespace SegmentExport.Sources.Tests.DuckDb;

/// <summary>Folders of files as a source: a new state is another version, and tasks of the one before keep theirs.</summary>
public sealed class PartitionedFilesTests : IDisposable
{
    private static readonly ExportQuery Query = SampleFile.Query(SampleFile.Where("day >= '2024-05-02'"), "user_id", "day", "extra");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segment-export-");

    [Theory]
    [InlineData("parquet")]
    [InlineData("csv")]
    public async Task Open_PartitionsOfFiles_HaveTheirFoldersAsColumns(string kind)
    {
        Write(kind, "day=2024-05-01", "SELECT 'a' AS user_id");
        Write(kind, "day=2024-05-02", "SELECT 'b' AS user_id");
        Write(kind, "day=2024-05-03", "SELECT 'c' AS user_id, 7 AS extra");
        await using var source = Open(kind);

        Assert.Empty(await source.CheckAsync([Query], CancellationToken.None));
        Assert.Equal(["b", "c"], await source.ReadKeysAsync(Query, await source.PlanAsync(Query, new(), CancellationToken.None)));
    }

    [Fact]
    public async Task Open_NewFile_IsANewVersionAndTheOldPlanKeepsTheOldOne()
    {
        Write("parquet", "day=2024-05-02", "SELECT 'u' || i AS user_id, i AS extra FROM range(3000) AS t(i)");
        await using var source = Open("parquet");
        var old = await source.PlanAsync(Query, new() { TargetRows = 500 }, CancellationToken.None);

        Write("parquet", "day=2024-05-03", "SELECT 'new' AS user_id, 1 AS extra");
        var later = await source.PlanAsync(Query, new(), CancellationToken.None);
        Directory.Delete(Path.Combine(_folder.FullName, "day=2024-05-02"), recursive: true);

        Assert.NotEqual(old.SourceVersion, later.SourceVersion);
        Assert.Equal((3000, 3001), (old.Rows, later.Rows));
        Assert.Equal(3000, (await source.ReadKeysAsync(Query, old)).Count);
        Assert.Equal(3001, (await source.ReadKeysAsync(Query, later)).Count);
        Assert.Equal(["new"], await source.ReadKeysAsync(Query, await source.PlanAsync(Query, new(), CancellationToken.None)));
        Assert.Equal(3000, (await source.ReadKeysAsync(Query, old)).Count);

        // Also once the silo has started anew.
        await using var again = Open("parquet");
        Assert.Equal(3000, (await again.ReadKeysAsync(Query, old)).Count);
    }

    [Fact]
    public async Task Open_StateThatTheSiloNeverHad_IsRefused()
    {
        Write("parquet", "day=2024-05-02", "SELECT 'a' AS user_id, 1 AS extra");
        await using var source = Open("parquet");
        var plan = await source.PlanAsync(Query, new(), CancellationToken.None);
        Write("parquet", "day=2024-05-02", "SELECT 'bb' AS user_id, 12345 AS extra UNION ALL SELECT 'c', 2");
        await using var elsewhere = Open("parquet", "other-work");

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await elsewhere.OpenAsync(Query, plan.SourceVersion, plan.Shards[0], CancellationToken.None));

        Assert.Equal((ErrorCodes.SourceChanged, false), (fault.Code, fault.IsTransient));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "other-work")));
    }

    [Fact]
    public async Task Open_StateTakenOverByOtherRules_IsReadWhereItIsAndRefusedElsewhere()
    {
        Write("csv", "day=2024-05-02", "SELECT 'a' AS user_id, 1 AS extra");
        using var files = new LocalFiles(Definition("lake", ("profile", "**/*.csv")), _folder.FullName, FileImport.Rules - 1);
        var before = await files.FindAsync(CancellationToken.None);
        await Import("lake", ("profile", "**/*.csv"), files).MakeAsync(before, [], CancellationToken.None);
        await using var source = Open("csv");
        await using var elsewhere = Open("csv", "other-work");

        var plan = await elsewhere.PlanAsync(Query, new(), CancellationToken.None);
        Assert.NotEqual(before.Version, plan.SourceVersion);
        Assert.Equal(["a"], await source.ReadKeysAsync(Query, before.Version, plan.Shards[0]));
        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await elsewhere.OpenAsync(Query, before.Version, plan.Shards[0], CancellationToken.None));

        Assert.Equal((ErrorCodes.SourceChanged, false), (fault.Code, fault.IsTransient));
    }

    [Fact]
    public async Task Open_ManyCsvFiles_TakesNoMoreMemoryThanOne()
    {
        foreach (var day in Enumerable.Range(1, 12))
        {
            Write("csv", $"day=2024-06-{day:00}", $"SELECT 'u{day:00}' AS user_id, {day} AS extra");
        }

        await using var source = Open("csv");

        Assert.Equal(12, (await source.ReadKeysAsync(Query, await source.PlanAsync(Query, new(), CancellationToken.None))).Count);
    }

    [Fact]
    public async Task Import_OfFilesThatChangedMeanwhile_IsTriedAgainAndLeavesNothing()
    {
        Write("parquet", "day=2024-05-02", "SELECT 'a' AS user_id, 1 AS extra");
        var import = Import("lake", ("profile", "**/*.parquet"));

        // As it were before somebody wrote the file that is there now.
        using var files = new LocalFiles(Definition("lake", ("profile", "**/*.parquet")), _folder.FullName);
        var before = await files.FindAsync(CancellationToken.None) with { Version = "0123" };
        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await import.MakeAsync(before, [], CancellationToken.None));

        Assert.Equal((ErrorCodes.SourceUnavailable, true), (fault.Code, fault.IsTransient));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.FullName, "work", "snapshots")));
    }

    [Fact]
    public async Task Plan_WhereNoRoomIsForFiles_IsTriedAgain()
    {
        Write("parquet", "day=2024-05-02", "SELECT 'a' AS user_id, 1 AS extra");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "work"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "work", "snapshots"), "in the way");
        await using var source = Open("parquet");

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.PlanAsync(Query, new(), CancellationToken.None));

        Assert.Equal((ErrorCodes.SourceUnavailable, true), (fault.Code, fault.IsTransient));
    }

    [Fact]
    public void Path_OfAState_IsAnotherForEachSourceAndItsTables()
    {
        string[] paths =
        [
            Import("lake", ("profile", "*.csv")).PathOf("0123", []),
            Import("lake", ("profile", "*.csv")).PathOf("4567", []),
            Import("sea", ("profile", "*.csv")).PathOf("0123", []),
            Import("lake", ("people", "*.csv")).PathOf("0123", []),
            Import("lake", ("profile", "b/*.csv")).PathOf("0123", []),
            Import("lake", ("*", "*.csv")).PathOf("0123", ["a"]),
            Import("lake", ("*", "*.csv")).PathOf("0123", ["b", "a"]),
        ];

        Assert.Equal(paths.Length, paths.Distinct().Count());
        Assert.Equal(paths[6], Import("lake", ("*", "*.csv")).PathOf("0123", ["a", "b"]));
        Assert.Equal(paths[0], Import("lake", ("profile", "*.csv")).PathOf("0123", ["another"]));
    }

    [Fact]
    public async Task Plan_TableThatNobodyAskedForBefore_IsMadeOfTheSameFiles()
    {
        Write("parquet", "day=2024-05-02", "SELECT 'a' AS user_id, 1 AS extra");
        await using var source = new DuckDbSource(Definition("lake", ("*", "**/*.parquet")), _folder.FullName, Path.Combine(_folder.FullName, "work"), new());
        Assert.Equal(1, await source.CountAsync(Query, CancellationToken.None));

        Assert.Equal(1, await source.CountAsync(Query with { Profile = new("people", "user_id") }, CancellationToken.None));
    }

    [Fact]
    public async Task Plan_FileThatMovesToAnotherPartition_IsAnotherVersion()
    {
        var file = Write("parquet", "day=2024-05-02", "SELECT 'a' AS user_id, 1 AS extra");
        await using var source = Open("parquet");
        var before = await source.PlanAsync(Query, new(), CancellationToken.None);

        Directory.CreateDirectory(Path.Combine(_folder.FullName, "day=2024-05-04"));
        File.Move(file, Path.Combine(_folder.FullName, "day=2024-05-04", Path.GetFileName(file)));

        Assert.NotEqual(before.SourceVersion, (await source.PlanAsync(Query, new(), CancellationToken.None)).SourceVersion);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static SourceDefinition Definition(string id, (string Table, string Pattern) files) =>
        new(id, SourceKinds.DuckDb, null, ImmutableSortedDictionary<string, string>.Empty.Add(files.Table, files.Pattern));

    private FileImport Import(string id, (string Table, string Pattern) files, LocalFiles? found = null) =>
        new(Definition(id, files), found ?? new LocalFiles(Definition(id, files), _folder.FullName), new(Path.Combine(_folder.FullName, "work"), new(), TimeProvider.System), new());

    private DuckDbSource Open(string kind, string work = "work") => new(Definition("lake", ("profile", $"**/*.{kind}")), _folder.FullName, Path.Combine(_folder.FullName, work), new());

    private string Write(string kind, string partition, string sql)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, partition)).FullName, $"rows.{kind}");
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({sql}) TO '{path}' (FORMAT {kind})";
        command.ExecuteNonQuery();
        return path;
    }
}
