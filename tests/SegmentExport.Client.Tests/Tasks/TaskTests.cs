using System.Net;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Tests.Support;

namespace SegmentExport.Client.Tests.Tasks;

/// <summary>Tasks by the client, against a running gateway.</summary>
public sealed class TaskTests(ExportGateway gateway)
{
    [Fact]
    public async Task Create_WithTheSameKey_IsOneTask()
    {
        var key = $"{Guid.CreateVersion7()}";

        var tasks = await Task.WhenAll(gateway.CreateAsync(key: key), gateway.CreateAsync(key: key));

        Assert.Equal(tasks[0].Id, tasks[1].Id);
    }

    [Fact]
    public async Task Create_WithWhatIsNotAllowed_SaysWhere()
    {
        var fault = await Assert.ThrowsAsync<InvalidRequestException>(() =>
            gateway.Alice.CreateAsync(new() { SegmentId = "vip-invited", Reason = "A test", Fields = [new() { Id = "city", Masking = "no-such-rule" }] }));

        Assert.Contains(fault.Errors, error => error.Path == "fields[0].masking");
        Assert.NotNull(fault.TraceId);
        Assert.False(fault.CanRetry);
    }

    [Fact]
    public async Task Calls_ThatAreRefused_AreExceptionsOfTheirKind()
    {
        var task = await gateway.CreateAsync();

        var missing = await Assert.ThrowsAsync<NotFoundException>(() => gateway.Alice.GetAsync("01999999-0000-7000-8000-000000000000"));
        var forbidden = await Assert.ThrowsAsync<NotPermittedException>(() => gateway.Alice.ApproveAsync(task.Id));
        await gateway.Alice.WithdrawAsync(task.Id);
        var conflict = await Assert.ThrowsAsync<ConflictException>(() => gateway.Carol.ApproveAsync(task.Id));
        var stranger = gateway.Connect(options => options.BaseAddress = gateway.Address);
        var unknown = await Assert.ThrowsAsync<NotSignedInException>(() => stranger.GetMeAsync());

        Assert.Equal(("task_not_found", HttpStatusCode.NotFound), (missing.Code, missing.Status));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.Status);
        Assert.Equal("closed", conflict.TaskStatus);
        Assert.Equal("missing_token", unknown.Code);
    }

    [Fact]
    public async Task List_OfSeveralPages_HasEachOnce()
    {
        var made = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            made.Add((await gateway.CreateAsync()).Id);
        }

        var seen = new List<string>();
        await foreach (var task in gateway.Alice.ListAsync(new() { PageSize = 2, Mine = true }))
        {
            seen.Add(task.Id);
            if (made.IsSubsetOf(seen))
            {
                break;
            }
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.True(made.IsSubsetOf(seen));
    }

    [Fact]
    public async Task Space_HasItsFieldsSegmentsUsersAndAudit()
    {
        var space = (await gateway.SignInAsync("carol")).Space("retail");

        Assert.Contains(await space.ListFieldsAsync(), field => field.Id == "phone");
        var segment = Assert.Single(await space.ListSegmentsAsync("高价值"), found => found.Id == "high-value");
        Assert.True((await space.GetSegmentAsync(segment.Id)).RowCount > 0);
        Assert.Equal(2, (await space.QueryUsersAsync("everyone", new() { Columns = ["city"], Limit = 2 })).Items.Count);
        var task = await gateway.CreateAsync();
        await using var audit = space.ListAuditAsync(task.Id).GetAsyncEnumerator();
        Assert.True(await audit.MoveNextAsync());
        Assert.Equal("submit", audit.Current.Action);
    }

    [Fact]
    public async Task Watch_TellsWhatHappensToATask()
    {
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        DownloadTask? mine = null;

        await foreach (var item in gateway.Alice.WatchAsync(ended.Token))
        {
            if (item.IsFresh)
            {
                mine = await gateway.CreateAsync();
            }
            else if (item.Task!.Id == mine?.Id)
            {
                return;
            }
        }
    }
}
