using System.Security.Cryptography;
using System.Text.Json;
using SegmentExport.Sources.Sample;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.TestKit.Processes;

/// <summary>A whole cluster as processes: silos and gateways over one PostgreSQL database, one sample CDP, and one folder of parts, which is declared shared.</summary>
public sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly TempDataFolder _folder = new();
    private readonly TokenIssuer _issuer = new();
    private readonly string _siloProgram;
    private readonly Dictionary<string, string> _settings;
    private readonly List<ServerProcess> _silos = [];
    private readonly List<ServerProcess> _gateways = [];

    private ClusterProcesses(PostgresTestDatabase database, ClusterProcessOptions options)
    {
        Database = database;
        _siloProgram = options.SiloProgram;
        _settings = new(options.Settings)
        {
            ["SegmentExport__Catalog"] = _folder.Combine("catalog.json"),
            ["SegmentExport__Artifacts__Path"] = _folder.Combine("artifacts"),
            ["SegmentExport__Artifacts__Shared"] = "true",
            ["SegmentExport__Cluster__AdvertisedAddress"] = "127.0.0.1",
            ["SegmentExport__ArtifactKeys__Keys__0__Id"] = "tests",
            ["SegmentExport__ArtifactKeys__Keys__0__Key"] = Key,
            ["SegmentExport__SpaceKeys__Keys__retail"] = Key,
            ["SegmentExport__SpaceKeys__Keys__finance"] = Key,
        };
    }

    /// <summary>The database.</summary>
    public PostgresTestDatabase Database { get; }

    /// <summary>The silos, in the order in which they were started.</summary>
    public IReadOnlyList<ServerProcess> Silos => _silos;

    /// <summary>The gateways.</summary>
    public IReadOnlyList<ServerProcess> Gateways => _gateways;

    /// <summary>The settings of all processes, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>The folder of everything that is shared: the sample, its catalog, the parts.</summary>
    public string Folder => _folder.Path;

    /// <summary>The space's key, as base64.</summary>
    public string Key { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Starts a cluster and waits until all of it is ready. Skips the test where PostgreSQL is not installed.</summary>
    public static async Task<ClusterProcesses> StartAsync(ClusterProcessOptions options)
    {
        var database = options.Database ?? await (options.Server ?? await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var cluster = new ClusterProcesses(database, options);
        try
        {
            await cluster.WriteDataAsync(options);
            var starting = Enumerable.Range(0, options.Silos).Select(_ => cluster.StartSilo()).Concat(Enumerable.Range(0, options.Gateways).Select(_ => cluster.StartGatewayOf(options.GatewayProgram))).ToList();
            await Task.WhenAll(starting.Select(process => process.WaitUntilReadyAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo; it is not ready yet.</summary>
    /// <param name="settings">Its own settings, as environment variables; a null takes one of the cluster's away.</param>
    public ServerProcess StartSilo(params (string Name, string? Value)[] settings) => StartSiloOf(_siloProgram, settings);

    /// <summary>Starts one more silo of another program than the cluster's; it is not ready yet.</summary>
    /// <param name="program">Its <c>.dll</c>.</param>
    /// <param name="settings">As above.</param>
    public ServerProcess StartSiloOf(string program, params (string Name, string? Value)[] settings)
    {
        var name = $"silo-{_silos.Count + 1}";
        var silo = ServerProcess.Start(
            program,
            name,
            Directory.CreateDirectory(_folder.Combine(name)).FullName,
            With(Database.Silo, [("SegmentExport__Cluster__SiloName", name), ("SegmentExport__Cluster__SiloPort", $"{FreePort.Find()}"), ("SegmentExport__Cluster__GatewayPort", $"{FreePort.Find()}"), .. settings]));
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Starts one more gateway; it is not ready yet.</summary>
    /// <param name="settings">As above.</param>
    public ServerProcess StartGateway(params (string Name, string? Value)[] settings) => StartGatewayOf(Programs.Gateway, settings);

    /// <summary>Starts one more gateway of another program than this build's; it is not ready yet.</summary>
    /// <param name="program">Its <c>.dll</c>.</param>
    /// <param name="settings">As above.</param>
    public ServerProcess StartGatewayOf(string program, params (string Name, string? Value)[] settings)
    {
        var name = $"gateway-{_gateways.Count + 1}";
        var gateway = ServerProcess.Start(
            program, name, Directory.CreateDirectory(_folder.Combine(name)).FullName, With(Database.Gateway, [.. _issuer.Settings.Select(setting => (setting.Key, (string?)setting.Value)), .. settings]));
        _gateways.Add(gateway);
        return gateway;
    }

    /// <summary>A user of the API, through one of the gateways, with a token that names groups.</summary>
    public ApiUser User(string name, int gateway = 0, params string[] groups) => ApiUser.WithToken(_gateways[gateway].Client, _issuer.TokenFor(name, groups));

    /// <summary>A user of the API through a client of the test's own.</summary>
    public ApiUser User(string name, HttpClient client) => ApiUser.WithToken(client, _issuer.TokenFor(name));

    /// <summary>The parts of a task so far, as its record has them.</summary>
    /// <param name="task">The task's path in the API.</param>
    public async Task<IReadOnlyList<PackedPart>> PackedPartsAsync(string task)
    {
        var packed = (string)(await Database.ExecuteAsync(
            $"SELECT convert_from(PayloadBinary, 'UTF8')::jsonb #>> '{{packaging,packed}}' FROM OrleansStorage WHERE GrainIdExtensionString = 'retail/{task.Split('/')[^1]}';"))!;
        return JsonSerializer.Deserialize<List<PackedPart>>(packed, JsonSerializerOptions.Web)!;
    }

    /// <summary>What all processes have printed so far.</summary>
    public string Output => string.Join('\n', _silos.Concat(_gateways).Select(process => $"== {process.Name}\n{process.Output}"));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _gateways.Concat(_silos))
        {
            await process.DisposeAsync();
        }

        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task WriteDataAsync(ClusterProcessOptions options)
    {
        if (options.Data is { } write)
        {
            await write(Folder);
            return;
        }

        await SampleCdp.CreateAsync(_folder.Combine(SampleCdpCatalog.DatabaseFile), options.Users, CancellationToken.None);
        await File.WriteAllTextAsync(_folder.Combine("catalog.json"), SampleCdpCatalog.Json);
    }

    private Dictionary<string, string> With(string connectionString, IEnumerable<(string Name, string? Value)> settings)
    {
        var all = new Dictionary<string, string>(_settings) { ["SegmentExport__Cluster__ConnectionString"] = connectionString };
        foreach (var (name, value) in settings)
        {
            if (value is null)
            {
                all.Remove(name);
            }
            else
            {
                all[name] = value;
            }
        }

        return all;
    }
}
