using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Audit;
using SegmentExport.Abstractions.Events;
using SegmentExport.Abstractions.Links;
using SegmentExport.Abstractions.Operations;
using SegmentExport.Abstractions.Spaces;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Abstractions.Users;
using SegmentExport.Abstractions.Webhooks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Users;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Authorization;

/// <summary>Calls of grains that no gateway has let through, refused by the same rules. A method that takes a caller and has no row here fails.</summary>
public sealed class GrainMatrixTests(RetailCluster fixture) : IClassFixture<RetailCluster>
{
    private static readonly DecisionRequest Decision = new() { Operation = OperationId.New() };

    /// <summary>Of a space: strangers are refused as if there were none.</summary>
    private static readonly Dictionary<string, Func<IGrainFactory, TaskKey, Caller, Task<Rejection?>>> OfSpaces = new()
    {
        ["ISpaceGrain.GetFieldsAsync"] = async (grains, key, caller) => (await grains.GetGrain<ISpaceGrain>(key.Space.Value).GetFieldsAsync(caller)).Rejection,
        ["ISpaceGrain.GetSegmentsAsync"] = async (grains, key, caller) => (await grains.GetGrain<ISpaceGrain>(key.Space.Value).GetSegmentsAsync(caller, null)).Rejection,
        ["ISpaceGrain.GetSegmentAsync"] = async (grains, key, caller) => (await grains.GetGrain<ISpaceGrain>(key.Space.Value).GetSegmentAsync(caller, "everyone")).Rejection,
        ["IUserListGrain.QueryAsync"] = async (grains, key, caller) =>
            (await grains.GetGrain<IUserListGrain>(key.Space.Value).QueryAsync(caller, new UserListRequest { SegmentId = "everyone" }, CancellationToken.None)).Rejection,
        ["ITaskEventsGrain.ReadAsync"] = async (grains, key, caller) => (await grains.GetGrain<ITaskEventsGrain>(key.Space.Value).ReadAsync(caller, null, false, CancellationToken.None)).Rejection,
        ["IDownloadTaskListGrain.ListAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskListGrain>(0).ListAsync(caller, key.Space, new DownloadTaskQuery())).Rejection,
        ["IDownloadTaskGrain.SubmitAsync"] = async (grains, key, caller) =>
            (await grains.GetGrain<IDownloadTaskGrain>(new TaskKey(key.Space, TaskId.New(TimeProvider.System.GetUtcNow())).ToString()).SubmitAsync(caller, ExportTask.Request())).Rejection,
    };

    /// <summary>Of a space, for those who approve there.</summary>
    private static readonly Dictionary<string, Func<IGrainFactory, TaskKey, Caller, Task<Rejection?>>> OfApprovers = new()
    {
        ["IWebhookGrain.ListEndpointsAsync"] = async (grains, key, caller) => (await grains.GetGrain<IWebhookGrain>(0).ListEndpointsAsync(caller, key.Space)).Rejection,
        ["IWebhookGrain.ListDeliveriesAsync"] = async (grains, key, caller) => (await grains.GetGrain<IWebhookGrain>(0).ListDeliveriesAsync(caller, key.Space, new WebhookDeliveryQuery())).Rejection,

        // There is neither: who may ask is told so.
        ["IWebhookGrain.RedeliverAsync"] = async (grains, key, caller) => Unless(WebhookRejections.Delivery, (await grains.GetGrain<IWebhookGrain>(0).RedeliverAsync(caller, key.Space, 1)).Rejection),
        ["IWebhookGrain.SendTestAsync"] = async (grains, key, caller) => Unless(WebhookRejections.Endpoint, (await grains.GetGrain<IWebhookGrain>(0).SendTestAsync(caller, key.Space, "crm")).Rejection),
        ["IAuditGrain.ListAsync"] = async (grains, key, caller) => (await grains.GetGrain<IAuditGrain>(0).ListAsync(caller, key.Space, new AuditQuery())).Rejection,
    };

    /// <summary>Of a task: whoever may not see it is refused as if there were none.</summary>
    internal static readonly Dictionary<string, Func<IGrainFactory, TaskKey, Caller, Task<Rejection?>>> OfTasks = new()
    {
        ["IDownloadTaskGrain.GetAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskGrain>(key.ToString()).GetAsync(caller)).Rejection,
        ["IDownloadTaskGrain.WithdrawAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskGrain>(key.ToString()).WithdrawAsync(caller, Decision)).Rejection,
        ["IDownloadTaskGrain.ApproveAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskGrain>(key.ToString()).ApproveAsync(caller, Decision)).Rejection,
        ["IDownloadTaskGrain.RejectAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskGrain>(key.ToString()).RejectAsync(caller, Decision)).Rejection,
        ["IDownloadTaskGrain.OpenFileAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskGrain>(key.ToString()).OpenFileAsync(caller, new OpenFileRequest { OpensSealed = true })).Rejection,
        ["IDownloadTaskGrain.ProtectZipAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskGrain>(key.ToString()).ProtectZipAsync(caller, replace: true)).Rejection,
        ["IDownloadTaskGrain.GetManifestAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskGrain>(key.ToString()).GetManifestAsync(caller)).Rejection,
        ["IDownloadTaskWorkGrain.OpenSampleAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskWorkGrain>(key.ToString()).OpenSampleAsync(caller)).Rejection,
        ["IDownloadTaskWorkGrain.AllowLinkAsync"] = async (grains, key, caller) => (await grains.GetGrain<IDownloadTaskWorkGrain>(key.ToString()).AllowLinkAsync(caller, new OpenFileRequest())).Rejection,
        ["IFileLinkGrain.CreateAsync"] = async (grains, key, caller) => (await grains.GetGrain<IFileLinkGrain>(key.ToString()).CreateAsync(caller, new CreateFileLink())).Rejection,
        ["IAuditGrain.ListDownloadsAsync"] = async (grains, key, caller) => (await grains.GetGrain<IAuditGrain>(0).ListDownloadsAsync(caller, key, null, 1)).Rejection,
        ["ITaskSampleGrain.GetAsync"] = async (grains, key, caller) => (await grains.GetGrain<ITaskSampleGrain>(key.ToString()).GetAsync(caller, CancellationToken.None)).Rejection,
    };

    /// <summary>For who operates the installation, whatever they are in a space.</summary>
    private static readonly Dictionary<string, Func<IGrainFactory, TaskKey, Caller, Task<Rejection?>>> OfOperators = new()
    {
        ["IOperationsGrain.GetOverviewAsync"] = async (grains, _, caller) => (await grains.GetGrain<IOperationsGrain>(0).GetOverviewAsync(caller)).Rejection,
    };

    /// <summary>About the caller alone: refuses nobody, and tells a stranger nothing.</summary>
    private static readonly string[] OfCallers = ["IMemberGrain.GetMembershipsAsync"];

    private static Rejection? Unless(Rejection expected, Rejection? found) => found == expected ? null : found;

    [Fact]
    public void Methods_ThatTakeACaller_AllHaveARow()
    {
        var methods = typeof(Caller).Assembly.GetTypes().Where(type => type.IsInterface).SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Caller)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Order(StringComparer.Ordinal).ToList();
        var rows = OfSpaces.Keys.Concat(OfApprovers.Keys).Concat(OfTasks.Keys).Concat(OfOperators.Keys).Concat(OfCallers).Order(StringComparer.Ordinal).ToList();

        Assert.True(rows.SequenceEqual(methods), "Each grain method that takes a caller needs a row in OfSpaces, OfApprovers, OfTasks, OfOperators or OfCallers of this class, "
            + $"which calls it and gives back its rejection.\nWithout a row: {string.Join(", ", methods.Except(rows))}\nRows of nothing: {string.Join(", ", rows.Except(methods))}");
    }

    [Fact]
    public async Task Call_PastTheGateway_IsRefusedByTheSameRules()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.CompletedAsync();
        var nowhere = new TaskKey(new("nowhere"), task.Key.Task);
        var missing = new ExportTask(fixture.Cluster).Key;
        foreach (var (name, call) in OfSpaces.Concat(OfApprovers).Concat(OfTasks))
        {
            var refused = await call(fixture.Cluster.Client, task.Key, ExportTask.CallerOf("mallory"));
            Assert.True(refused == NotFoundRejections.Space, $"{name} answers a stranger {refused?.Code ?? "gladly"}.");
            Assert.True(refused == await call(fixture.Cluster.Client, nowhere, ExportTask.CallerOf("mallory")), $"{name} tells a space from none.");
        }

        foreach (var (name, call) in OfTasks)
        {
            foreach (var user in new[] { "bob", "erin" })
            {
                var refused = await call(fixture.Cluster.Client, task.Key, ExportTask.CallerOf(user));
                Assert.True(refused == NotFoundRejections.Task, $"{name} answers {user}, who may not see the task, {refused?.Code ?? "gladly"}.");
                Assert.True(refused == await call(fixture.Cluster.Client, missing, ExportTask.CallerOf(user)), $"{name} tells a task from none.");
            }
        }

        foreach (var (name, call) in OfApprovers)
        {
            foreach (var user in new[] { "alice", "erin", "frank" })
            {
                Assert.True((await call(fixture.Cluster.Client, task.Key, ExportTask.CallerOf(user)))?.Code == ErrorCodes.NotPermitted, $"{name} does not refuse {user}.");
            }

            Assert.Null(await call(fixture.Cluster.Client, task.Key, ExportTask.CallerOf("carol")));
        }

        foreach (var (name, call) in OfOperators)
        {
            foreach (var user in new[] { "mallory", "alice", "carol", "frank" })
            {
                Assert.True((await call(fixture.Cluster.Client, task.Key, ExportTask.CallerOf(user)))?.Code == ErrorCodes.NotPermitted, $"{name} does not refuse {user}.");
            }

            Assert.Null(await call(fixture.Cluster.Client, task.Key, ExportTask.CallerOf("olga")));
        }

        foreach (var (name, call) in OfSpaces)
        {
            Assert.True(await call(fixture.Cluster.Client, task.Key, ExportTask.CallerOf("bob")) is null, $"{name} refuses a member.");
        }

        Assert.Empty((await fixture.Cluster.Client.GetGrain<IMemberGrain>(0).GetMembershipsAsync(ExportTask.CallerOf("mallory"))).Items);
    }
}
