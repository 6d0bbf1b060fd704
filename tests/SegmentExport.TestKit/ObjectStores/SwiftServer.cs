using System.Security.Cryptography;
using Amazon.S3;
using SegmentExport.Artifacts.S3;
using SegmentExport.ObjectStorage.S3;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.TestKit.ObjectStores;

/// <summary>
/// OpenStack Swift, which speaks S3: an object store that people run, as Debian has it, in a temporary folder on free ports of the loopback interface; ended with this process however that ends.
/// </summary>
public sealed class SwiftServer : IAsyncDisposable
{
    /// <summary>The bucket that it has.</summary>
    public const string Bucket = "parts";

    /// <summary>The key of who may do anything.</summary>
    public const string AccessKey = "parts:writer";

    private static readonly Lazy<Task<SwiftServer>> SharedServer = new(StartSharedAsync);

    private const string Guard = """
        cd "$0"; for server in account container object proxy; do swift-$server-server $server.conf >> $server.log 2>&1 & servers="$servers $!"; done
        cat > /dev/null
        kill -KILL $servers 2> /dev/null; wait
        """;

    private readonly TempDataFolder _folder = new();
    private readonly SwiftSettings _settings;
    private GuardedServer? _server;

    private SwiftServer() => _settings = new(_folder.Path, SecretKey);

    /// <summary>The secret of every key.</summary>
    public string SecretKey { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>Where it listens.</summary>
    public string Endpoint => $"http://127.0.0.1:{_settings.ProxyPort}";

    /// <summary>The one of this test run. Skips the test where Swift is not installed.</summary>
    public static Task<SwiftServer> SharedAsync()
    {
        Tool.Swift.Require();
        return SharedServer.Value;
    }

    /// <summary>Settings of a store in its bucket, under a prefix that nobody else has.</summary>
    public S3StoreOptions NewOptions() => new()
    {
        Endpoint = Endpoint,
        Bucket = Bucket,
        PathStyle = true,
        AccessKey = AccessKey,
        SecretKey = SecretKey,
        Prefix = $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}/",
        PieceBytes = 5 << 20,
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static async Task<SwiftServer> StartSharedAsync()
    {
        var server = new SwiftServer();
        TestRun.EndWith(server);
        await server.StartAsync();
        return server;
    }

    private async Task StartAsync()
    {
        _settings.Write();
        await new Tool("python3", "/usr/bin/python3").CheckAsync(["-c", SwiftSettings.Rings, _folder.Path, .. _settings.Ports], CancellationToken.None);
        using var handler = new SocketsHttpHandler();
        var options = NewOptions();
        options.Attempts = 1;
        using var client = S3Client.Create(options, handler);
        _server = await GuardedServer.StartAsync(
            new("/bin/sh", ["-c", Guard, _folder.Path]), () => IsReadyAsync(client), () => string.Join('\n', Directory.GetFiles(_folder.Path, "*.log").Select(File.ReadAllText)));
    }

    private static async Task<bool> IsReadyAsync(IAmazonS3 client)
    {
        try
        {
            await client.PutBucketAsync(Bucket);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or AmazonS3Exception)
        {
            return false;
        }
    }
}
