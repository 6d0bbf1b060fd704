using System.Text.Json;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>A test in the browser. Whatever it does, the console writes no error and breaks no policy meanwhile; a test that fails leaves a picture of each visitor's page.</summary>
public abstract class ConsoleTest(ConsoleHouse house) : IAsyncLifetime
{
    private readonly List<Visitor> _visitors = [];

    internal ConsoleHouse House => house;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var faults = _visitors.SelectMany(visitor => visitor.UnexpectedFaults).ToArray();
        if (faults.Length > 0 || TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            await TakePicturesAsync();
        }

        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    /// <summary>Somebody with a browser of their own.</summary>
    private protected async Task<Visitor> ComeAsync(string? user, VisitorOptions? options = null)
    {
        var visitor = await Visitor.ComeAsync(house, user, options ?? new());
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Somebody who has opened an address of the console.</summary>
    private protected async Task<Visitor> OpenAsync(string user, string path, VisitorOptions? options = null)
    {
        var visitor = await ComeAsync(user, options);
        await visitor.OpenAsync(path);
        return visitor;
    }

    /// <summary>Makes a task by the API.</summary>
    /// <returns>Its id.</returns>
    private protected async Task<string> CreateAsync(string user = "alice", string space = "retail", string segment = "vip-invited", params object[] fields) =>
        (await (await house.UserAsync(user)).CreateTaskAsync(space, segment, fields.Length > 0 ? fields : [new { id = "city" }])).Split('/')[^1];

    /// <summary>Does something to a task by the API.</summary>
    private protected async Task DecideAsync(string user, string action, string task, string space = "retail") =>
        await (await house.UserAsync(user)).SendForJsonAsync(HttpMethod.Post, $"/api/v1/spaces/{space}/download-tasks/{task}/{action}", new { comment = "By the API" });

    /// <summary>Makes a task, approves it and waits until its file is there.</summary>
    private protected async Task<string> CompleteAsync(string user = "alice", string space = "retail", string segment = "vip-invited", params object[] fields)
    {
        var task = await CreateAsync(user, space, segment, fields);
        await DecideAsync("carol", "approve", task, space);
        await WaitForAsync(task, "completed", space);
        return task;
    }

    /// <summary>Waits until a task has a status.</summary>
    private protected async Task<JsonElement> WaitForAsync(string task, string status, string space = "retail") =>
        await (await house.UserAsync("carol")).WaitForAsync($"/api/v1/spaces/{space}/download-tasks/{task}", state => state.GetProperty("status").GetString() == status, TimeSpan.FromSeconds(60));

    private async Task TakePicturesAsync()
    {
        foreach (var (visitor, number) in _visitors.Select((visitor, index) => (visitor, index + 1)))
        {
            await Pictures.TakeAsync(visitor.Page, "failed", $"{TestContext.Current.TestClass?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}-{number}");
            TestContext.Current.TestOutputHelper?.WriteLine($"Visitor {number} at {visitor.Page.Url}: {string.Join('\n', visitor.Faults)}");
        }
    }
}
