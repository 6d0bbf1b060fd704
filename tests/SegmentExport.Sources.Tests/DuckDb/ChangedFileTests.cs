using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.Sample;

namespace SegmentExport.Sources.Tests.DuckDb;

/// <summary>What happens to plans and readers where the source's file is replaced.</summary>
public sealed class ChangedFileTests(SampleFile sample) : IClassFixture<SampleFile>
{
    private static readonly ExportQuery Everyone = SampleFile.Query(SampleFile.Where("true"), "user_id");

    [Fact]
    public async Task Open_FileChangedSince_IsRefused()
    {
        var path = await MakeAsync("changing.duckdb", users: 500);
        await using var source = sample.Open(path);
        var plan = await source.PlanAsync(Everyone, new(), CancellationToken.None);
        await SampleCdp.CreateAsync(path, 600, CancellationToken.None);

        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.OpenAsync(Everyone, plan.SourceVersion, plan.Shards[0], CancellationToken.None));

        Assert.Equal(ErrorCodes.SourceChanged, fault.Code);
        Assert.False(fault.IsTransient);
        Assert.Equal(600, await source.CountAsync(Everyone, CancellationToken.None));
    }

    [Fact]
    public async Task Plan_FileChangedSince_IsMadeAnew()
    {
        var path = await MakeAsync("planned.duckdb", users: 500);
        await using var source = sample.Open(path);
        var before = await source.PlanAsync(Everyone, new(), CancellationToken.None);
        Assert.Equal(before, await source.PlanAsync(Everyone, new(), CancellationToken.None));

        await SampleCdp.CreateAsync(path, 600, CancellationToken.None);

        Assert.Equal(600, (await source.PlanAsync(Everyone, new(), CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Read_FileReplacedMeanwhile_FinishesWithTheOldState()
    {
        var path = await MakeAsync("replaced.duckdb", users: 30_000);
        await using var source = sample.Open(path);
        var plan = await source.PlanAsync(Everyone, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(Everyone, plan.SourceVersion, plan.Shards[0], CancellationToken.None);
        var rows = reader.Read(CancellationToken.None)!.Length;

        await SampleCdp.CreateAsync(path, 10, CancellationToken.None);
        Assert.Equal(10, await source.CountAsync(Everyone, CancellationToken.None));
        while (reader.Read(CancellationToken.None) is { } batch)
        {
            rows += batch.Length;
        }

        Assert.Equal(30_000, rows);
    }

    private async Task<string> MakeAsync(string name, int users)
    {
        var path = Path.Combine(sample.Folder.FullName, name);
        await SampleCdp.CreateAsync(path, users, CancellationToken.None);
        return path;
    }
}
