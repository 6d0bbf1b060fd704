namespace SegmentExport.TestKit.Processes;

/// <summary>The gateway as a user starts it: a process of its own, on a free port of the loopback interface.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private GatewayProcess(ServerProcess process) => _process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address => _process.Address;

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>A client without a token.</summary>
    public HttpClient Client => _process.Client;

    /// <summary>What it has printed so far.</summary>
    public string Output => _process.Output;

    /// <summary>Starts the gateway and waits until it is ready.</summary>
    /// <param name="dataPath">Its data folder.</param>
    /// <param name="settings">Further settings, as environment variables.</param>
    public static Task<GatewayProcess> StartAsync(string dataPath, params (string Name, string Value)[] settings) =>
        StartAsync(Path.Combine(AppContext.BaseDirectory, "SegmentExport.Gateway.dll"), dataPath, settings);

    /// <summary>Starts a gateway that is not built beside the tests, and waits until it is ready.</summary>
    /// <param name="program">Its <c>.dll</c>.</param>
    /// <param name="dataPath">Its data folder.</param>
    /// <param name="settings">Further settings, as environment variables.</param>
    public static async Task<GatewayProcess> StartAsync(string program, string dataPath, params (string Name, string Value)[] settings)
    {
        var gateway = new GatewayProcess(ServerProcess.Start(
            program, "The gateway", dataPath, settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)).Prepend(new("SegmentExport__DataPath", dataPath))));
        try
        {
            await gateway._process.WaitUntilReadyAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it without a word, as a power cut would.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
