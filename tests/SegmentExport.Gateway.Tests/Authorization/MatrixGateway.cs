using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using SegmentExport.Gateway.Http;
using SegmentExport.Gateway.Tests.Authentication;
using SegmentExport.Grains;
using SegmentExport.Hosting.Sources;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Faults;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Authorization;

/// <summary>One gateway with a task of the submitter's in every status, and everybody of <see cref="Who"/>.</summary>
public sealed class MatrixGateway : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDataFolder _data = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly TaskCompletionSource _released = new();
    private readonly Dictionary<Who, ApiUser> _users = [];
    private volatile bool _isHeld;
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    /// <summary>Every endpoint as <c>METHOD /pattern</c>; the console's files and the API page's own are no part of the API.</summary>
    internal IReadOnlyList<string> Endpoints =>
    [
        .. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<CachedAnswer>() is null)
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText?.Trim('/')}"))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The path of a task in each status.</summary>
    internal Dictionary<string, string> TaskOf { get; } = [];

    internal ApiUser this[Who who] => _users[who];

    /// <summary>A new task that waits for its decision.</summary>
    internal Task<string> CreateAsync() => this[Who.Submitter].CreateTaskAsync("retail", "everyone", new { id = "city" });

    public async ValueTask InitializeAsync()
    {
        var catalog = TestCatalog.Json;
        var last = catalog.LastIndexOf("\"members\": [", StringComparison.Ordinal) + "\"members\": [".Length;
        await File.WriteAllTextAsync(_data.Combine("catalog.json"), catalog.Insert(last, """{ "user": "gina", "permissions": ["approve_downloads", "view_all_downloads"] },"""));
        _app = GatewayApplication.Create([$"--SegmentExport:DataPath={_data.Path}", "--urls=http://127.0.0.1:0", "--SegmentExport:Packaging:Slots=2"], builder =>
        {
            builder.Services.AddKeyedSingleton<TimeProvider>(SegmentExportClock.Key, _clock);
            builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, _clock);
            builder.Services.AddSingleton<ISegmentSourceFactory>(new InMemorySourceFactory(50, source => new FaultySegmentSource(source) { Opening = (_, ended) => _isHeld ? _released.Task.WaitAsync(ended) : Task.CompletedTask }));
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        await ApiUser.SignInAsync(_client, "alice");
        var key = await File.ReadAllBytesAsync(_data.Combine(Path.Combine("keys", "dev-sign-in.key")));
        _users[Who.Anonymous] = ApiUser.Nobody(_client);
        _users[Who.Expired] = ApiUser.WithToken(_client, ForgedToken.Create(key, age: TimeSpan.FromHours(9)));
        _users[Who.Forged] = ApiUser.WithToken(_client, ForgedToken.Create(new byte[32]));
        foreach (var (who, name) in new[]
        {
            (Who.Stranger, "mallory"), (Who.AdminElsewhere, "gina"), (Who.Operator, "olga"), (Who.Member, "bob"), (Who.ApproveOnly, "erin"), (Who.Submitter, "alice"), (Who.ViewAll, "frank"), (Who.Approver, "carol"),
        })
        {
            _users[who] = ApiUser.WithToken(_client, ForgedToken.Create(key, subject: name));
        }

        TaskOf["expired"] = await ApprovedAsync("completed");
        _clock.Advance(TimeSpan.FromHours(25));
        TaskOf["completed"] = await ApprovedAsync("completed");
        TaskOf["closed"] = await CreateAsync();
        await this[Who.Submitter].SendForJsonAsync(HttpMethod.Post, $"{TaskOf["closed"]}/withdraw");
        _isHeld = true;
        TaskOf["preparing"] = await ApprovedAsync("preparing");
        TaskOf["in_approval"] = await CreateAsync();
        foreach (var (status, task) in TaskOf)
        {
            await WaitAsync(task, status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _released.TrySetResult();
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        _data.Dispose();
    }

    private async Task<string> ApprovedAsync(string until)
    {
        var task = await CreateAsync();
        await this[Who.Approver].SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await WaitAsync(task, until);
        return task;
    }

    private Task<JsonElement> WaitAsync(string task, string status) => this[Who.Submitter].WaitForAsync(task, state => state.GetProperty("status").GetString() == status, Patience);
}
