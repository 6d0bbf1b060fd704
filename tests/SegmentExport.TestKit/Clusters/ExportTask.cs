using System.Collections.Immutable;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Packaging.Containers;
using SegmentExport.TestKit.Data;

namespace SegmentExport.TestKit.Clusters;

/// <summary>One download task of a test, used through its grain as the gateway uses it. Each has a key of its own.</summary>
public sealed class ExportTask
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SegmentExportCluster _cluster;

    /// <summary>Names a task that does not exist yet.</summary>
    public ExportTask(SegmentExportCluster cluster, string space = "retail")
        : this(cluster, new TaskKey(new(space), TaskId.New(TimeProvider.System.GetUtcNow())))
    {
    }

    /// <summary>Names a task, which another cluster may have made.</summary>
    public ExportTask(SegmentExportCluster cluster, TaskKey key)
    {
        (_cluster, Key) = (cluster, key);
        Grain = cluster.Client.GetGrain<IDownloadTaskGrain>(key.ToString());
    }

    /// <summary>The task's key.</summary>
    public TaskKey Key { get; }

    /// <summary>The task's grain.</summary>
    public IDownloadTaskGrain Grain { get; }

    /// <summary>The task's record in the database.</summary>
    public DownloadTaskState? Stored => _cluster.Records.StateOf(Key);

    /// <summary>The files that the store has of the task, in order.</summary>
    public ImmutableArray<string> Files => [.. FolderFiles.Of(Path.Combine(_cluster.DataPath, "artifacts", Key.Space.Value, Key.Task.Value))];

    /// <summary>A request that everybody in <c>retail</c> may make.</summary>
    public static SubmitRequest Request(string segment = "everyone", OperationId? operation = null) => new()
    {
        SegmentId = segment,
        Reason = "A test",
        Fields = [new("user_id", null), new("name", "name"), new("phone", "phone"), new("city", null), new("value", null)],
        Operation = operation ?? OperationId.New(),
    };

    /// <summary>The same request for <c>bank</c>.</summary>
    public static SubmitRequest BankRequest() => Request() with { Fields = [new("user_id", null)] };

    /// <summary>Submits the task.</summary>
    public Task<Answer<DownloadTaskView>> SubmitAsync(string user = "alice", SubmitRequest? request = null) =>
        Grain.SubmitAsync(CallerOf(user), request ?? Request());

    /// <summary>Submits the task, which is not refused.</summary>
    public async Task<ExportTask> SubmittedAsync(string user = "alice", SubmitRequest? request = null)
    {
        var answer = await SubmitAsync(user, request);
        return answer.IsAccepted ? this : throw new InvalidOperationException($"The task was refused: {answer.Rejection}");
    }

    /// <summary>Asks for the task.</summary>
    public Task<Answer<DownloadTaskView>> GetAsync(string user = "carol") => Grain.GetAsync(CallerOf(user));

    /// <summary>Withdraws the task.</summary>
    public Task<Answer<DownloadTaskView>> WithdrawAsync(string user = "alice", OperationId? operation = null) =>
        Grain.WithdrawAsync(CallerOf(user), Decision(operation));

    /// <summary>Approves the task.</summary>
    public Task<Answer<DownloadTaskView>> ApproveAsync(string user = "carol", OperationId? operation = null) =>
        Grain.ApproveAsync(CallerOf(user), Decision(operation));

    /// <summary>Rejects the task.</summary>
    public Task<Answer<DownloadTaskView>> RejectAsync(string user = "carol", OperationId? operation = null) =>
        Grain.RejectAsync(CallerOf(user), Decision(operation));

    /// <summary>Asks to download the file.</summary>
    public Task<Answer<FileGrant>> OpenFileAsync(string user = "alice") => Grain.OpenFileAsync(CallerOf(user), new OpenFileRequest { OpensSealed = true });

    /// <summary>Has the task approved, and waits until it is completed.</summary>
    public async Task<DownloadTaskView> CompletedAsync()
    {
        var answer = await ApproveAsync();
        return answer.IsAccepted ? await WaitForAsync(DownloadTaskStatus.Completed) : throw new InvalidOperationException($"The approval was refused: {answer.Rejection}");
    }

    /// <summary>The whole file without compression, as somebody downloads it.</summary>
    public async Task<byte[]> DownloadAsync(string user = "alice")
    {
        var grant = (await OpenFileAsync(user)).Value ?? throw new InvalidOperationException("The download was refused.");
        var view = ContainerKinds.Open(grant.Artifact, ContainerKinds.Plain)!;
        using var file = new MemoryStream();
        await view.CopyToAsync(new StoredParts(_cluster.Faults.Store, grant.Artifact, grant.Key), file, 0, view.Length, CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>Asks for the task until it satisfies a condition.</summary>
    public async Task<DownloadTaskView> WaitForAsync(Predicate<DownloadTaskView> condition)
    {
        DownloadTaskView? last = null;
        await EventuallyAsync(
            async () =>
            {
                last = (await GetAsync()).Value;
                return last is not null && condition(last);
            },
            () => last is null ? "it is not there" : $"{last.Status}, {last.State.Packaging.State}, {last.Totals}, {last.State.Packaging.Failure}");
        return last!;
    }

    /// <summary>Asks for the task until it has a status.</summary>
    public Task<DownloadTaskView> WaitForAsync(DownloadTaskStatus status) => WaitForAsync(view => view.Status == status);

    /// <summary>Looks at the task's record until it satisfies a condition, without asking the task.</summary>
    public async Task<DownloadTaskState> WaitForStoredAsync(Predicate<DownloadTaskState> condition)
    {
        DownloadTaskState? last = null;
        await EventuallyAsync(() => Task.FromResult((last = Stored) is not null && condition(last)), () => $"{last?.Decision}, {last?.Packaging.State}, expired {last?.ExpiredAt}");
        return last!;
    }

    /// <summary>Looks until something holds; tasks tell nobody how far they are, so they are asked again and again until the time-out.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> condition, Func<string> found)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"Task {Key} did not come so far within {Patience}: {found()}.");
            }

            await Task.Delay(10, CancellationToken.None);
        }
    }

    /// <summary>Has all grains collected that nobody calls and nothing keeps, until the task is one of them.</summary>
    public Task LeaveMemoryAsync() => EventuallyAsync(
        async () =>
        {
            await _cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
            return _cluster.SiloOf(Grain) is null;
        },
        () => "it is still in memory");

    /// <summary>Somebody of <see cref="Data.TestCatalog"/>, or nobody.</summary>
    public static Caller CallerOf(string user) => new(new UserId(user));

    private static DecisionRequest Decision(OperationId? operation) => new() { Operation = operation ?? OperationId.New(), Comment = "A test" };
}
