using System.Net;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;

namespace SegmentExport.Client.Tests.Tasks;

/// <summary>Waiting for a task, against a running gateway.</summary>
public sealed class WaitTests(ExportGateway gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Wait_ForATaskThatIsApprovedMeanwhile_IsToldByAnEvent()
    {
        var (task, asked) = (await gateway.CreateAsync(), 0);
        var alice = await TasksAsync(request =>
        {
            asked += request.RequestUri!.AbsolutePath.EndsWith($"/{task.Id}", StringComparison.Ordinal) ? 1 : 0;
            return null;
        });

        var (waiting, listening) = Wait(alice, task);
        await listening;
        await gateway.Carol.ApproveAsync(task.Id);

        Assert.Equal("completed", (await waiting).Status);
        Assert.True(asked <= 3, $"It was asked {asked} times, though events told.");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "")]
    [InlineData(HttpStatusCode.OK, "event: task\ndata: {\n\n")]
    public async Task Wait_WhereEventsCannotBeHad_AsksInstead(HttpStatusCode status, string events)
    {
        var task = await gateway.CreateAsync();
        var alice = await TasksAsync(request => IsOfEvents(request) ? new(status) { Content = new StringContent(events) } : null);

        var (waiting, listening) = Wait(alice, task);
        await listening;
        await gateway.Carol.ApproveAsync(task.Id);

        Assert.Equal("completed", (await waiting).Status);
    }

    [Fact]
    public async Task Wait_ThroughAnOutage_GoesOn()
    {
        var (task, asked) = (await gateway.CreateAsync(), 0);
        var alice = await TasksAsync(request => IsOfEvents(request) || ++asked is 2 or 3 or 4 ? new(HttpStatusCode.ServiceUnavailable) : null, options => options.Retries = 0);

        var (waiting, listening) = Wait(alice, task);
        await listening;
        await gateway.Carol.ApproveAsync(task.Id);

        Assert.Equal("completed", (await waiting).Status);
        Assert.True(asked > 4, $"It was asked {asked} times.");
    }

    [Fact]
    public async Task Wait_ForATaskThatIsRejected_SaysThatItHasEnded()
    {
        var task = await gateway.CreateAsync();
        await gateway.Carol.RejectAsync(task.Id);

        var fault = await Assert.ThrowsAsync<TaskEndedException>(() => gateway.Alice.WaitUntilCompletedAsync(task.Id).WaitAsync(Patience));

        Assert.Equal("rejected", fault.Task.CloseReason);
    }

    [Fact]
    public async Task Wait_ThatIsCancelled_Ends()
    {
        var task = await gateway.CreateAsync();
        using var cancelled = new CancellationTokenSource();
        var seen = new TaskCompletionSource();
        var waiting = gateway.Alice.WaitUntilCompletedAsync(task.Id, new Progress<DownloadTask>(_ => seen.TrySetResult()), cancelled.Token);
        await seen.Task.WaitAsync(Patience);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    private static (Task<DownloadTask> Waiting, Task Listening) Wait(Client.Tasks.DownloadTasksClient tasks, DownloadTask task)
    {
        var seen = new TaskCompletionSource();
        return (tasks.WaitUntilCompletedAsync(task.Id, new Progress<DownloadTask>(_ => seen.TrySetResult())).WaitAsync(Patience), seen.Task.WaitAsync(Patience));
    }

    private static bool IsOfEvents(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal);

    private async Task<Client.Tasks.DownloadTasksClient> TasksAsync(Func<HttpRequestMessage, HttpResponseMessage?> answer, Action<SegmentExportClientOptions>? configure = null) =>
        (await gateway.SignInAsync("alice", options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(50);
            configure?.Invoke(options);
        }, () => new AnsweringHandler(answer))).Space("retail").Tasks;
}
