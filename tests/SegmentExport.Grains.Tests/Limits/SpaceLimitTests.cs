using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Grains.Tests.Limits;

/// <summary>What spaces may do, over two silos: exactly as much, whoever asks where.</summary>
public sealed class SpaceLimitTests
{
    private const int Users = 100;

    [Fact]
    public async Task Submit_ManyAtOnceOnTwoSilos_AdmitsExactlyAsManyAsAllowed()
    {
        await using var cluster = await StartAsync(("Limits:ConcurrentTasks", "5"));
        var packing = new TaskCompletionSource();
        cluster.Faults.Source.Planning = (_, _) => packing.Task;

        var tasks = Enumerable.Range(0, 40).Select(_ => new ExportTask(cluster)).ToList();
        var answers = await Task.WhenAll(tasks.Select(task => task.SubmitAsync()));

        Assert.Equal(5, answers.Count(answer => answer.IsAccepted));
        Assert.All(answers.Where(answer => !answer.IsAccepted), answer => Assert.Equal((RejectionKind.TooMany, ErrorCodes.TooManyTasks), (answer.Rejection!.Kind, answer.Rejection.Code)));
        var refused = tasks[Array.FindIndex(answers, answer => !answer.IsAccepted)];
        Assert.Equal(("submit", ErrorCodes.TooManyTasks), cluster.Records.AuditOf(refused.Key).Select(row => (row.Action, row.Outcome)).Single());

        // A place is free as soon as a task is taken back, and once packaging is over.
        await tasks[Array.FindIndex(answers, answer => answer.IsAccepted)].WithdrawAsync();
        Assert.True((await refused.SubmitAsync()).IsAccepted);
        Assert.False((await new ExportTask(cluster).SubmitAsync()).IsAccepted);
        packing.SetResult();
        await refused.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        await new ExportTask(cluster).SubmittedAsync();
    }

    [Fact]
    public async Task Submit_WhileAsManyWaitAsMay_IsRefusedWithATimeAndAdmittedLater()
    {
        await using var cluster = await StartAsync(("Limits:WaitingTasks", "5"));
        var planning = new TaskCompletionSource();
        cluster.Faults.Source.Planning = (_, _) => planning.Task;
        var (admitted, refusal) = (new List<ExportTask>(), default(Rejection));
        while (refusal is null)
        {
            var task = new ExportTask(cluster);
            refusal = (await task.SubmitAsync()).Rejection;
            admitted.Add(task);

            // On each of the two silos at most five wait to be planned.
            Assert.InRange(admitted.Count, 1, 11);
        }

        Assert.Equal((RejectionKind.TooMany, ErrorCodes.QueueFull), (refusal.Kind, refusal.Code));
        Assert.InRange(refusal.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

        planning.SetResult();
        foreach (var task in admitted.SkipLast(1))
        {
            await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        }

        Assert.True((await admitted[^1].SubmitAsync()).IsAccepted);
    }

    [Fact]
    public async Task Submit_KilledBetweenAdmissionAndCreation_IsOneTaskWhenItIsRepeated()
    {
        await using var cluster = await StartAsync(("Limits:ConcurrentTasks", "1"));
        var packing = new TaskCompletionSource();
        cluster.Faults.Source.Planning = (_, _) => packing.Task;
        cluster.Faults.Storage.Writing = _ => throw new InvalidOperationException("A test");
        var task = new ExportTask(cluster);
        var request = ExportTask.Request();
        await Assert.ThrowsAnyAsync<Exception>(() => task.SubmitAsync(request: request));
        cluster.Faults.Storage.Writing = null;

        Assert.True((await task.SubmitAsync(request: request)).IsAccepted);
        Assert.True((await task.SubmitAsync(request: request)).IsAccepted);

        Assert.Equal(ErrorCodes.TooManyTasks, (await new ExportTask(cluster).SubmitAsync()).Rejection?.Code);
        packing.SetResult();
    }

    [Fact]
    public async Task Rows_OfADay_AreNeverMoreThanAllowed()
    {
        await using var cluster = await StartAsync(("Limits:RowsPerDay", "250"));
        var tasks = Enumerable.Range(0, 6).Select(_ => new ExportTask(cluster)).ToList();

        await Task.WhenAll(tasks.Select(task => task.SubmitAsync()));
        var ended = new List<DownloadTaskState>();
        foreach (var task in tasks.Where(task => task.Stored is not null))
        {
            ended.Add((await task.WaitForAsync(view => view.State.Packaging.State is PackagingState.Packed or PackagingState.Failed)).State);
        }

        Assert.Equal(2, ended.Count(state => state.Packaging.State == PackagingState.Packed));
        Assert.All(ended.Where(state => state.Packaging.State == PackagingState.Failed), state => Assert.Equal(ErrorCodes.RowsPerDayExceeded, state.Packaging.Failure!.Code));

        // 50 rows are left: a segment of 10 fits.
        var small = await new ExportTask(cluster).SubmittedAsync(request: ExportTask.Request("tenth"));
        await small.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
    }

    [Fact]
    public async Task Rows_OfADay_AreRememberedByASiloThatStartsAnew()
    {
        using var folder = new TempDataFolder();
        await using (var before = await StartAsync(folder.Path, ("Limits:RowsPerDay", "100")))
        {
            var task = await new ExportTask(before).SubmittedAsync();
            await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        }

        await using var after = await StartAsync(folder.Path, ("Limits:RowsPerDay", "100"));
        var refused = (await new ExportTask(after).SubmitAsync()).Rejection;

        Assert.Equal(ErrorCodes.RowsPerDayExceeded, refused?.Code);
        Assert.InRange(refused!.RetryAfter!.Value, TimeSpan.FromTicks(1), TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Downloads_OfATask_AreAsManyAsAllowedAlsoAfterARestart()
    {
        using var folder = new TempDataFolder();
        ExportTask task;
        await using (var before = await StartAsync(folder.Path, ("Limits:DownloadsPerTask", "2")))
        {
            task = await new ExportTask(before).SubmittedAsync();
            await task.CompletedAsync();
            Assert.True((await task.OpenFileAsync()).IsAccepted);
            Assert.True((await task.Grain.OpenFileAsync(ExportTask.CallerOf("alice"), new() { HeadersOnly = true })).IsAccepted);
            Assert.True((await task.OpenFileAsync("carol")).IsAccepted);
        }

        await using var after = await StartAsync(folder.Path, ("Limits:DownloadsPerTask", "2"));
        task = new ExportTask(after, task.Key);
        var (alice, rest) = (ExportTask.CallerOf("alice"), new OpenFileRequest { OpensSealed = true, Range = "bytes=1-" });

        Assert.Equal(ErrorCodes.DownloadLimitReached, (await task.OpenFileAsync()).Rejection?.Code);
        Assert.Equal(ErrorCodes.DownloadLimitReached, (await task.Grain.OpenFileAsync(alice, rest with { IfRange = "\"another\"" })).Rejection?.Code);
        Assert.True((await task.Grain.OpenFileAsync(alice, rest)).IsAccepted);
        Assert.Equal(ErrorCodes.DownloadLimitReached, (await task.Grain.OpenFileAsync(alice, rest)).Rejection?.Code);
    }

    [Fact]
    public async Task Downloads_InRangesBetweenWhichTheTaskGoesFromMemory_AreAsManyAsAllowed()
    {
        await using var cluster = await StartAsync(("Limits:DownloadsPerTask", "1"));
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        await task.WaitForAsync(view => !view.State.Digests.IsEmpty);
        var (alice, rest) = (ExportTask.CallerOf("alice"), new OpenFileRequest { OpensSealed = true, Range = "bytes=1-" });

        // Ranges may go one download beyond.
        for (var time = 0; time < 2; time++)
        {
            Assert.True((await task.Grain.OpenFileAsync(alice, rest)).IsAccepted);
            await task.LeaveMemoryAsync();
        }

        Assert.Equal(ErrorCodes.DownloadLimitReached, (await task.Grain.OpenFileAsync(alice, rest)).Rejection?.Code);
    }

    [Fact]
    public async Task Downloads_WhoseTaskGoesWhileNothingCanBeWritten_DoNotKeepItInMemory()
    {
        await using var cluster = await StartAsync(("Limits:DownloadsPerTask", "1"));
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        await task.WaitForAsync(view => !view.State.Digests.IsEmpty);
        await task.Grain.OpenFileAsync(ExportTask.CallerOf("alice"), new() { OpensSealed = true, Range = "bytes=1-" });
        cluster.Faults.Storage.Writing = _ => throw new InvalidOperationException("A test");

        await task.LeaveMemoryAsync();

        Assert.Equal(DownloadTaskStatus.Completed, (await task.GetAsync()).Value!.Status);
    }

    private static Task<SegmentExportCluster> StartAsync(params (string Name, string Value)[] settings) => StartAsync(null, settings);

    private static Task<SegmentExportCluster> StartAsync(string? folder, params (string Name, string Value)[] settings) =>
        SegmentExportCluster.StartAsync(new() { Silos = (short)(folder is null ? 2 : 1), InMemory = folder is null, Users = Users, DataPath = folder, Settings = Quick.With(settings) });
}
