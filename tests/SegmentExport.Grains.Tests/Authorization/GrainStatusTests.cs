using Microsoft.Extensions.Time.Testing;
using SegmentExport.Abstractions;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Authorization;

/// <summary>The rules past the gateway, of a task in every status: stated here, not looked up in the product.</summary>
public sealed class GrainStatusTests
{
    // Everybody: a stranger, a member, who approves only, the submitter, who sees all, who approves and sees all; the last three by the groups of their tokens.
    private static readonly (string Role, Caller Caller)[] Everybody =
    [
        ("stranger", Of("mallory")), ("stranger", Of("mallory", "unknown")), ("member", Of("bob")), ("approve_only", Of("erin")), ("submitter", Of("alice")), ("view_all", Of("frank")),
        ("approver", Of("carol")), ("member", Of("gina", "retail-staff")), ("view_all", Of("gina", "retail-viewers")), ("approver", Of("gina", "retail-viewers", "retail-deciders")),
    ];

    [Fact]
    public async Task Everybody_AskingEveryGrainOfATaskInEveryStatus_GetsWhatTheRulesSay()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var cluster = await SegmentExportCluster.StartAsync(new() { Silos = 2, InMemory = true, Users = 50, Clock = clock, Settings = Quick.Packaging });
        var released = new TaskCompletionSource();
        var tasks = await TasksAsync(cluster, clock, released);
        var wrong = new List<string>();
        var cells = 0;
        foreach (var (status, task) in tasks)
        {
            foreach (var (name, call) in GrainMatrixTests.OfTasks)
            {
                foreach (var (role, caller) in Everybody)
                {
                    var expected = Expected(name, role, status);

                    // What would be obeyed has tests of its own, and would leave the task in another status.
                    if (expected is null && name is ("IDownloadTaskGrain.WithdrawAsync" or "IDownloadTaskGrain.ApproveAsync" or "IDownloadTaskGrain.RejectAsync"))
                    {
                        continue;
                    }

                    cells++;
                    var found = (await call(cluster.Client, task.Key, caller))?.Code;
                    if (found != expected)
                    {
                        wrong.Add($"{name} of a task {status} by {caller.User} ({role}, {string.Join(' ', caller.Groups)}): {found ?? "allowed"}, not {expected}");
                    }
                }
            }

            // Nothing of what was refused has changed anything.
            Assert.Equal(status, (await task.GetAsync()).Value!.Status);
        }

        released.SetResult();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells are wrong:\n{string.Join('\n', wrong)}");
    }

    /// <summary>The code of the refusal; null where it is allowed.</summary>
    private static string? Expected(string name, string role, DownloadTaskStatus status)
    {
        if (role is "stranger")
        {
            return ErrorCodes.SpaceNotFound;
        }

        if (role is "member" or "approve_only")
        {
            return ErrorCodes.TaskNotFound;
        }

        return name.Split('.')[1] switch
        {
            "WithdrawAsync" when role != "submitter" => ErrorCodes.NotPermitted,
            "ApproveAsync" or "RejectAsync" when role != "approver" => ErrorCodes.NotPermitted,
            "WithdrawAsync" or "ApproveAsync" or "RejectAsync" => status == DownloadTaskStatus.InApproval ? null : ErrorCodes.WrongState,
            "ListDownloadsAsync" => null,
            "GetAsync" when name.StartsWith("IDownloadTaskGrain", StringComparison.Ordinal) => null,
            "OpenSampleAsync" or "GetAsync" => status switch
            {
                DownloadTaskStatus.Closed => ErrorCodes.WrongState,
                DownloadTaskStatus.Expired => ErrorCodes.Expired,
                _ => null,
            },
            _ => status switch { DownloadTaskStatus.Completed => null, DownloadTaskStatus.Expired => ErrorCodes.Expired, _ => ErrorCodes.NotCompleted },
        };
    }

    private static async Task<Dictionary<DownloadTaskStatus, ExportTask>> TasksAsync(SegmentExportCluster cluster, FakeTimeProvider clock, TaskCompletionSource released)
    {
        var tasks = new Dictionary<DownloadTaskStatus, ExportTask> { [DownloadTaskStatus.Expired] = await new ExportTask(cluster).SubmittedAsync() };
        await tasks[DownloadTaskStatus.Expired].CompletedAsync();
        clock.Advance(TimeSpan.FromHours(25));
        tasks[DownloadTaskStatus.Completed] = await new ExportTask(cluster).SubmittedAsync();
        await tasks[DownloadTaskStatus.Completed].CompletedAsync();
        tasks[DownloadTaskStatus.Closed] = await new ExportTask(cluster).SubmittedAsync();
        await tasks[DownloadTaskStatus.Closed].WithdrawAsync();
        cluster.Faults.Source.Opening = (_, ended) => released.Task.WaitAsync(ended);
        tasks[DownloadTaskStatus.Preparing] = await new ExportTask(cluster).SubmittedAsync();
        await tasks[DownloadTaskStatus.Preparing].ApproveAsync();
        tasks[DownloadTaskStatus.InApproval] = await new ExportTask(cluster).SubmittedAsync();
        foreach (var (status, task) in tasks)
        {
            await task.WaitForAsync(status);
        }

        return tasks;
    }

    private static Caller Of(string user, params string[] groups) => new(new(user), [.. groups.Select(group => new GroupId(group))]);
}
