using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using SegmentExport.Artifacts.Azure;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;
using Xunit;

namespace SegmentExport.TestKit.ObjectStores;

/// <summary>Azurite, Microsoft's own emulator of Azure Blob Storage, on a free port of the loopback interface with everything in memory; ended with this process however that ends.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Account = "tests";
    private static readonly Lazy<Task<AzuriteServer>> SharedServer = new(StartSharedAsync);

    private const string Guard = """
        "$0" "$@" > log 2>&1 & server=$!
        cat > /dev/null
        kill -KILL $server 2> /dev/null; wait
        """;

    private readonly TempDataFolder _folder = new();
    private readonly int _port = FreePort.Find();
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private GuardedServer? _server;

    private AzuriteServer()
    {
    }

    private static string Program => Path.Combine(Repository.Root, "tests", "object-stores", "node_modules", "azurite", "dist", "src", "blob", "main.js");

    /// <summary>The connection string of its account.</summary>
    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={_key};BlobEndpoint=http://127.0.0.1:{_port}/{Account};";

    /// <summary>The one of this test run. Skips the test where Azurite is not installed.</summary>
    public static Task<AzuriteServer> SharedAsync()
    {
        Tool.Node.Require();
        if (!File.Exists(Program))
        {
            var missing = "Azurite is not installed (npm ci --prefix tests/object-stores).";
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), missing);
            Assert.Skip(missing);
        }

        return SharedServer.Value;
    }

    /// <summary>Settings of a store in a container of its own.</summary>
    public async Task<AzureStoreOptions> NewOptionsAsync()
    {
        var options = new AzureStoreOptions { ConnectionString = ConnectionString, Container = $"parts-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}", PieceBytes = 5 << 20 };
        await new global::Azure.Storage.Blobs.BlobContainerClient(options.ConnectionString, options.Container).CreateAsync();
        return options;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static async Task<AzuriteServer> StartSharedAsync()
    {
        var server = new AzuriteServer();
        TestRun.EndWith(server);
        await server.StartAsync();
        return server;
    }

    private async Task StartAsync()
    {
        string[] arguments = [Program, "--blobPort", $"{_port}", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"];
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, Tool.Node.Require(), .. arguments]) { WorkingDirectory = _folder.Path };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{_key}";
        using var client = new HttpClient();
        _server = await GuardedServer.StartAsync(start, () => AnswersAsync(client), () => File.ReadAllText(_folder.Combine("log")));
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{_port}/{Account}"));
            return answer.StatusCode != HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
