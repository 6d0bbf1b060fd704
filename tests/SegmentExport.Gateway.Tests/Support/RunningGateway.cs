using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

[assembly: AssemblyFixture(typeof(RunningGateway))]
[assembly: AssemblyFixture(typeof(TestRun))]

namespace SegmentExport.Gateway.Tests.Support;

/// <summary>
/// One gateway process for all contract tests, with the sample's users signed in. Tests run beside each other, so each makes its own tasks; only <c>ListTests</c> makes
/// tasks in <c>finance</c>, and nobody makes one as Dave.
/// </summary>
public sealed class RunningGateway : IAsyncLifetime
{
    public const string Tasks = "/api/v1/spaces/retail/download-tasks";

    private readonly TempDataFolder _data = new();
    private readonly Lazy<Task<string>> _completed;
    private GatewayProcess _process = null!;

    public RunningGateway() => _completed = new(() => CompleteAsync(new { id = "user_id" }, new { id = "name", masking = "name" }, new { id = "address" }));

    public string DataPath => _data.Path;

    /// <summary>What it printed until it was ready.</summary>
    public string StartOutput { get; private set; } = "";

    /// <summary>A client without a token, that holds every answer against the API document.</summary>
    public HttpClient Client { get; private set; } = null!;

    public ApiUser Alice { get; private set; } = null!;

    public ApiUser Bob { get; private set; } = null!;

    public ApiUser Carol { get; private set; } = null!;

    public ApiUser Dave { get; private set; } = null!;

    public ApiUser Erin { get; private set; } = null!;

    public ApiUser Frank { get; private set; } = null!;

    /// <summary>Who operates the installation.</summary>
    public ApiUser Olga { get; private set; } = null!;

    /// <summary>A completed task of several parts, for tests that only read it.</summary>
    public Task<string> CompletedTask => _completed.Value;

    public async ValueTask InitializeAsync()
    {
        _process = await GatewayProcess.StartAsync(
            _data.Path,
            [
                ("SegmentExport__Sample__Users", "3000"), ("SegmentExport__Sharding__TargetRows", "500"), ("SegmentExport__Packaging__Slots", "2"), ("SegmentExport__Webhooks__AllowPrivateAddresses", "true"),
                ("SegmentExport__Webhooks__Attempts", "1"), ("SegmentExport__Webhooks__Period", "00:00:00.200"), .. Nowhere("gone"), .. Nowhere("choosy", ("Events__0", "download_task.expired")),
            ]);
        StartOutput = _process.Output;
        Client = new HttpClient(await DocumentedAnswers.ReadAsync(_process.Client)) { BaseAddress = _process.Address };
        Alice = await ApiUser.SignInAsync(Client, "alice");
        Bob = await ApiUser.SignInAsync(Client, "bob");
        Carol = await ApiUser.SignInAsync(Client, "carol");
        Dave = await ApiUser.SignInAsync(Client, "dave");
        Erin = await ApiUser.SignInAsync(Client, "erin");
        Frank = await ApiUser.SignInAsync(Client, "frank");
        Olga = await ApiUser.SignInAsync(Client, "olga");
    }

    /// <summary>A new task of Alice's.</summary>
    public Task<string> CreateAsync(string segment = "vip-invited") => Alice.CreateTaskAsync("retail", segment, new { id = "city" });

    /// <summary>A new task of Alice's on everybody, approved and packed.</summary>
    public async Task<string> CompleteAsync(params object[] fields)
    {
        var task = await Alice.CreateTaskAsync("retail", "everyone", fields);
        await Carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await Alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        return task;
    }

    /// <summary>A delivery of a new task's to one of the two endpoints of <c>retail</c>, that has ended: <c>gone</c> is never there, so it is dead; <c>choosy</c> is not told of it, so it is delivered.</summary>
    public async Task<long> EndedDeliveryAsync(string endpoint)
    {
        var id = (await CreateAsync()).Split('/')[^1];
        var list = await Carol.WaitForAsync($"/api/v1/spaces/retail/webhooks/deliveries?endpoint={endpoint}&limit=200", list => Of(list).Any(), TimeSpan.FromSeconds(60));
        return Of(list).First().GetProperty("id").GetInt64();

        IEnumerable<JsonElement> Of(JsonElement list) => list.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("taskId").GetString() == id && item.GetProperty("status").GetString() != "pending");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _data.Dispose();
    }

    private static IEnumerable<(string Name, string Value)> Nowhere(string id, params (string Name, string Value)[] more) =>
        more.Append((Name: "Space", Value: "retail")).Append((Name: "Url", Value: "http://127.0.0.1:9/")).Append((Name: "Secrets__0", Value: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
            .Select(setting => ($"SegmentExport__Webhooks__Endpoints__{id}__{setting.Name}", setting.Value));
}
