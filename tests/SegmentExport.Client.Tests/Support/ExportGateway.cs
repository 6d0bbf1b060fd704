using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Tasks;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Webhooks;

[assembly: AssemblyFixture(typeof(ExportGateway))]
[assembly: AssemblyFixture(typeof(TestRun))]

namespace SegmentExport.Client.Tests.Support;

/// <summary>One gateway process for all tests of the client and the command line. Each makes its own tasks.</summary>
public sealed class ExportGateway : IAsyncLifetime
{
    private readonly TempDataFolder _data = new();
    private readonly Lazy<Task<DownloadTask>> _completed;
    private readonly (string Name, string Value)[] _settings;
    private readonly List<ServiceProvider> _providers = [];
    private GatewayProcess _process = null!;

    public ExportGateway()
        : this([])
    {
    }

    internal ExportGateway(params (string Name, string Value)[] settings)
    {
        _completed = new(() => CompleteAsync("everyone"));
        _settings = settings;
    }

    public Uri Address => _process.Address;

    public string DataPath => _data.Path;

    /// <summary>Is told of the tasks in <c>finance</c>.</summary>
    public WebhookReceiver Hooks { get; } = new();

    /// <summary>A completed task of some hundred kilobytes in several parts, for tests that only read it.</summary>
    public Task<DownloadTask> CompletedTask => _completed.Value;

    /// <summary>Alice's tasks, who exports.</summary>
    public DownloadTasksClient Alice { get; private set; } = null!;

    /// <summary>Carol's, who approves.</summary>
    public DownloadTasksClient Carol { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hooks.Start();
        _process = await GatewayProcess.StartAsync(
            _data.Path, [("SegmentExport__Sample__Users", "3000"), ("SegmentExport__Sharding__TargetRows", "500"), ("SegmentExport__Packaging__Slots", "2"), .. Hooks.SettingsFor("finance"), .. _settings]);
        Alice = (await SignInAsync("alice")).Space("retail").Tasks;
        Carol = (await SignInAsync("carol")).Space("retail").Tasks;
    }

    /// <summary>The token of one of the sample's users.</summary>
    public async Task<string> TokenAsync(string user)
    {
        var signedIn = await ApiUser.SignInAsync(_process.Client, user);
        return signedIn.Token;
    }

    /// <summary>A client as a program makes one.</summary>
    public async Task<SegmentExportClient> SignInAsync(string user, Action<SegmentExportClientOptions>? configure = null, Func<DelegatingHandler>? handler = null)
    {
        var token = await TokenAsync(user);
        return Connect(options =>
        {
            options.BaseAddress = Address;
            options.Token = _ => ValueTask.FromResult<string?>(token);
            configure?.Invoke(options);
        }, handler);
    }

    /// <summary>A client of any address.</summary>
    public SegmentExportClient Connect(Action<SegmentExportClientOptions> configure, Func<DelegatingHandler>? handler = null)
    {
        var services = new ServiceCollection();
        var client = services.AddSegmentExportClient(configure);
        if (handler is not null)
        {
            client.AddHttpMessageHandler(handler);
        }

        var provider = services.BuildServiceProvider();
        lock (_providers)
        {
            _providers.Add(provider);
        }

        return provider.GetRequiredService<SegmentExportClient>();
    }

    /// <summary>A new task of Alice's.</summary>
    public Task<DownloadTask> CreateAsync(string segment = "vip-invited", string? key = null) => Alice.CreateAsync(
        new() { SegmentId = segment, Reason = "A test", Fields = [new() { Id = "user_id" }, new() { Id = "name", Masking = "name" }, new() { Id = "address" }, new() { Id = "city" }] }, key);

    /// <summary>A new task of Alice's, approved and packed.</summary>
    public async Task<DownloadTask> CompleteAsync(string segment = "vip-invited")
    {
        var task = await CreateAsync(segment);
        await Carol.ApproveAsync(task.Id);
        return await Alice.WaitUntilCompletedAsync(task.Id);
    }

    public async ValueTask DisposeAsync()
    {
        _providers.ForEach(provider => provider.Dispose());
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Hooks.Dispose();
        _data.Dispose();
    }
}
