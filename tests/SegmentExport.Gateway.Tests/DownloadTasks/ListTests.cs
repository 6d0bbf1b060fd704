using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

/// <summary>The list, over tasks that only these tests make: in <c>finance</c>, where Erin submits and Frank sees all.</summary>
public sealed class ListTests(RunningGateway gateway) : IAsyncLifetime
{
    private const string Finance = "/api/v1/spaces/finance/download-tasks";

    private static readonly SemaphoreSlim Once = new(1, 1);
    private static List<string>? _made;

    /// <summary>Five of Erin's, oldest first: in approval, withdrawn, rejected, completed, in approval; and one of Frank's.</summary>
    public async ValueTask InitializeAsync()
    {
        await Once.WaitAsync();
        try
        {
            _made ??= await MakeAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    [Fact]
    public async Task List_IsNewestFirstAndOwnOnlyWithoutThePermission()
    {
        var ids = await IdsAsync("");

        Assert.Equal(Enumerable.Reverse(_made!), ids);
    }

    [Theory]
    [InlineData("in_approval", 0, 4)]
    [InlineData("closed", 1, 2)]
    [InlineData("completed", 3)]
    [InlineData("preparing")]
    [InlineData("expired")]
    public async Task List_OfOneStatus_HasThoseTasks(string status, params int[] expected)
    {
        var ids = await IdsAsync($"?status={status}");

        Assert.Equal(expected.Reverse().Select(index => _made![index]), ids);
    }

    [Theory]
    [InlineData("贷款", 0, 2, 4)]
    [InlineData("全体", 1, 3)]
    [InlineData("2026贷", 0, 2, 4)]
    [InlineData("客户", 0, 1, 2, 3, 4)]
    [InlineData("没有")]
    [InlineData("%25")]
    [InlineData("_")]
    public async Task List_Searched_HasTheTasksWhoseSegmentHasTheText(string search, params int[] expected)
    {
        var ids = await IdsAsync($"?search={search}");

        Assert.Equal(expected.Reverse().Select(index => _made![index]), ids);
    }

    [Fact]
    public async Task List_SearchedAndFiltered_HasWhatFitsBoth() => Assert.Equal([_made![2]], await IdsAsync("?search=贷款&status=closed"));

    [Theory]
    [InlineData("", 6)]
    [InlineData("?mine=true", 1)]
    [InlineData("?mine=false", 6)]
    [InlineData("?archived=true", 0)]
    [InlineData("?archived=false", 6)]
    [InlineData("?submitter=erin", 5)]
    [InlineData("?submitter=frank", 1)]
    [InlineData("?submitter=nobody", 0)]
    [InlineData("?submitter=erin&mine=true", 0)]
    public async Task List_OfOneWhoSeesAll_HasThoseOfTheSubmittersAskedFor(string query, int expected)
    {
        var list = await gateway.Frank.SendForJsonAsync(HttpMethod.Get, Finance + query);

        Assert.Equal(expected, list.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task List_OfOneWhoSeesOwnOnly_HidesTheOthersWhoeverIsAskedFor() => Assert.Empty(await IdsAsync("?submitter=frank"));

    [Fact]
    public async Task List_ByPages_HasEveryTaskOnce()
    {
        var (ids, cursor) = (new List<string>(), "");
        do
        {
            var page = await gateway.Erin.SendForJsonAsync(HttpMethod.Get, $"{Finance}?limit=2{cursor}");
            var items = page.GetProperty("items").EnumerateArray().Select(Id).ToArray();
            Assert.InRange(items.Length, 1, 2);
            ids.AddRange(items);
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(_made!), ids);
    }

    [Fact]
    public async Task List_WithACursorThatWasChanged_IsRefused()
    {
        var page = await gateway.Erin.SendForJsonAsync(HttpMethod.Get, $"{Finance}?limit=2");
        var cursor = page.GetProperty("nextCursor").GetString()!;

        foreach (var changed in new[] { cursor[..^1], cursor + "A", "A" + cursor, cursor + "=", "x", "", new string('A', 500), "%00" })
        {
            var problem = await gateway.Erin.RefusedAsync(HttpMethod.Get, $"{Finance}?cursor={changed}", HttpStatusCode.BadRequest, "invalid_cursor");
            Assert.Contains("nextCursor", problem.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData("status=done", "unknown_status", "in_approval, preparing, completed, closed, expired")]
    [InlineData("status=", "unknown_status", "in_approval")]
    [InlineData("status=0", "unknown_status", "in_approval")]
    [InlineData("status=Closed", "unknown_status", "in_approval")]
    [InlineData("mine=1", "invalid_parameter", "true or false")]
    [InlineData("archived=1", "invalid_parameter", "true or false")]
    [InlineData("limit=0", "invalid_parameter", "1 to 200")]
    [InlineData("limit=201", "invalid_parameter", "1 to 200")]
    [InlineData("limit=%2B5", "invalid_parameter", "1 to 200")]
    [InlineData("limit=ten", "invalid_parameter", "1 to 200")]
    public async Task List_WithAParameterThatIsNone_SaysWhatIsAllowed(string query, string code, string allowed)
    {
        var problem = await gateway.Erin.RefusedAsync(HttpMethod.Get, $"{Finance}?{query}", HttpStatusCode.BadRequest, code);

        Assert.Contains(allowed, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task List_WithASearchThatIsTooLong_IsRefused() =>
        await gateway.Erin.RefusedAsync(HttpMethod.Get, $"{Finance}?search={new string('x', 101)}", HttpStatusCode.BadRequest, "invalid_parameter");

    [Fact]
    public async Task List_OfASpaceOfOthers_AnswersAsOfOneThatDoesNotExist()
    {
        var (foreign, missing) = (
            await gateway.Alice.RefusedAsync(HttpMethod.Get, Finance, HttpStatusCode.NotFound, "space_not_found"),
            await gateway.Alice.RefusedAsync(HttpMethod.Get, "/api/v1/spaces/no-such/download-tasks", HttpStatusCode.NotFound, "space_not_found"));

        Assert.Equal(Problems.WithoutTrace(missing), Problems.WithoutTrace(foreign));
    }

    [Fact]
    public async Task Decision_OnOnesOwnTaskWhereFourEyesAreWanted_IsRefused()
    {
        var own = Assert.Single((await gateway.Frank.SendForJsonAsync(HttpMethod.Get, $"{Finance}?mine=true")).GetProperty("items").EnumerateArray());

        await gateway.Frank.RefusedAsync(HttpMethod.Post, $"{Finance}/{Id(own)}/approve", HttpStatusCode.Forbidden, "own_task");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Id(JsonElement task) => task.GetProperty("id").GetString()!;

    private async Task<List<string>> MakeAsync()
    {
        var tasks = new List<string>();
        foreach (var segment in new[] { "loan-2026", "all-customers", "loan-2026", "all-customers", "loan-2026" })
        {
            tasks.Add(await gateway.Erin.CreateTaskAsync("finance", segment, new { id = "city" }));
        }

        await gateway.Frank.CreateTaskAsync("finance", "seniors", new { id = "city" });
        await gateway.Erin.SendForJsonAsync(HttpMethod.Post, $"{tasks[1]}/withdraw");
        await gateway.Frank.SendForJsonAsync(HttpMethod.Post, $"{tasks[2]}/reject");
        await gateway.Frank.SendForJsonAsync(HttpMethod.Post, $"{tasks[3]}/approve");
        await gateway.Erin.WaitForAsync(tasks[3], state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        return [.. tasks.Select(task => task[(task.LastIndexOf('/') + 1)..])];
    }

    private async Task<string[]> IdsAsync(string query) =>
        [.. (await gateway.Erin.SendForJsonAsync(HttpMethod.Get, Finance + query)).GetProperty("items").EnumerateArray().Select(Id)];
}
