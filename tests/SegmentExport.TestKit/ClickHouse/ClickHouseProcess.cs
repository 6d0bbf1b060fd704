using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.TestKit.ClickHouse;

/// <summary>ClickHouse as Debian has it (18.16, of 2018), in a temporary folder on free ports of the loopback interface; ended with this process however that ends.</summary>
public sealed class ClickHouseProcess : IAsyncDisposable
{
    private static readonly Lazy<Task<ClickHouseProcess>> SharedServer = new(StartSharedAsync);

    private const string Guard = """
        "$0" --config-file=config.xml > log 2>&1 & server=$!
        cat > /dev/null
        kill -KILL $server 2> /dev/null; wait
        """;

    private readonly TempDataFolder _folder = new();
    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
    private readonly HttpClient _client;
    private GuardedServer? _server;

    private ClickHouseProcess()
    {
        _client = new() { BaseAddress = new($"http://127.0.0.1:{Port}/"), Timeout = TimeSpan.FromSeconds(100) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"default:{_password}")));
    }

    /// <summary>The port that speaks HTTP.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>The one of this test run. Skips the test where ClickHouse is not installed.</summary>
    public static Task<ClickHouseProcess> SharedAsync()
    {
        Tool.ClickHouse.Require();
        return SharedServer.Value;
    }

    /// <summary>How a source reads a database of it, as a user who reads alone.</summary>
    public string ReaderOf(string database, string? password = null) => $"Host=127.0.0.1;Port={Port};Database={database};Username=reader;Password={password ?? _password}";

    /// <summary>Makes a database of its own.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"db_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return name;
    }

    /// <summary>Runs one statement as somebody who may do anything.</summary>
    /// <returns>What it gives, as tab-separated text.</returns>
    public async Task<string> ExecuteAsync(string sql, string database = "default")
    {
        using var answer = await _client.PostAsync(new Uri($"?database={database}", UriKind.Relative), new StringContent(sql));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _client.Dispose();
        _folder.Dispose();
    }

    private static async Task<ClickHouseProcess> StartSharedAsync()
    {
        var server = new ClickHouseProcess();
        TestRun.EndWith(server);
        await server.StartAsync();
        return server;
    }

    private async Task StartAsync()
    {
        await File.WriteAllTextAsync(_folder.Combine("config.xml"), $"""
            <yandex>
              <logger><level>warning</level><console>1</console></logger>
              <http_port>{Port}</http_port><tcp_port>{FreePort.Find()}</tcp_port><interserver_http_port>{FreePort.Find()}</interserver_http_port><listen_host>127.0.0.1</listen_host>
              <path>{_folder.Path}/data/</path><tmp_path>{_folder.Path}/tmp/</tmp_path><user_files_path>{_folder.Path}/files/</user_files_path>
              <mark_cache_size>67108864</mark_cache_size><users_config>users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database><timezone>UTC</timezone>
            </yandex>
            """);
        const string Here = "<networks><ip>127.0.0.1</ip></networks><quota>default</quota>";
        await File.WriteAllTextAsync(_folder.Combine("users.xml"), $"""
            <yandex>
              <profiles><default></default><readonly><readonly>2</readonly></readonly></profiles><quotas><default></default></quotas>
              <users>
                <default><password>{_password}</password><profile>default</profile>{Here}</default>
                <reader><password>{_password}</password><profile>readonly</profile>{Here}</reader>
              </users>
            </yandex>
            """);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, Tool.ClickHouse.Require()]) { WorkingDirectory = _folder.Path };
        _server = await GuardedServer.StartAsync(start, AnswersAsync, () => File.ReadAllText(_folder.Combine("log")));
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await ExecuteAsync("SELECT 1") == "1\n";
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException)
        {
            return false;
        }
    }
}
