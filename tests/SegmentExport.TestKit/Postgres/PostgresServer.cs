using System.Diagnostics;
using Npgsql;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.TestKit.Postgres;

/// <summary>A PostgreSQL server of the tests' own: in a temporary folder, on a free port of the loopback interface, ended with this process however that ends.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartSharedAsync);

    // Ends the server when its standard input ends: also when the process that holds the other end was killed.
    private const string Guard = """
        "$0" "$@" & server=$!
        cat > /dev/null
        kill -QUIT $server 2> /dev/null; wait $server
        """;

    private readonly TempDataFolder _folder;
    private readonly string _password = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));
    private readonly Lazy<Task> _template;
    private readonly bool _isDurable;
    private readonly bool _countsStatements;
    private Process? _guard;
    private int _databases;

    private PostgresServer(TempDataFolder folder, bool isDurable, bool countsStatements)
    {
        (_folder, _isDurable, _countsStatements) = (folder, isDurable, countsStatements);
        _template = new(MakeTemplateAsync);
    }

    /// <summary>Its port.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>What it has logged so far.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string DataFolder => _folder.Combine("data");

    private string LogFile => _folder.Combine("server.log");

    /// <summary>The one of this test run. Skips the test where PostgreSQL is not installed.</summary>
    public static Task<PostgresServer> SharedAsync()
    {
        PostgresBinaries.Require();
        return SharedServer.Value;
    }

    /// <summary>Starts one; the caller disposes it.</summary>
    /// <param name="isDurable">Whether commits are synced to the disk as in production: for measurements.</param>
    /// <param name="countsStatements">Whether it can count statements and their time (<c>CREATE EXTENSION pg_stat_statements</c>).</param>
    public static async Task<PostgresServer> StartAsync(bool isDurable = false, bool countsStatements = false)
    {
        PostgresBinaries.Require();
        var server = new PostgresServer(new TempDataFolder(), isDurable, countsStatements);
        try
        {
            await server.InitializeAsync();
            await server.ResumeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, or starts it again on the same port after <see cref="StopAsync"/>.</summary>
    public async Task ResumeAsync()
    {
        // What is fast is not safe against a power cut, which no test here makes.
        string[] settings =
        [
            .. _isDurable ? Array.Empty<string>() : ["fsync=off", "full_page_writes=off"], .. _countsStatements ? ["shared_preload_libraries=pg_stat_statements"] : Array.Empty<string>(), "shared_buffers=64MB", "max_connections=300", "listen_addresses=127.0.0.1", "unix_socket_directories=", "logging_collector=off",
            "log_min_messages=warning",
        ];
        _guard = ServerUser.Start(
            "/bin/sh",
            ["-c", $"{{ {Guard}\n}} >> '{LogFile}' 2>&1", Path.Combine(PostgresBinaries.Require(), "postgres"), "-D", DataFolder, "-p", $"{Port}", .. settings.SelectMany(setting => new[] { "-c", setting })]);
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (_guard.HasExited || Stopwatch.GetElapsedTime(started) > StartTimeout)
            {
                throw new InvalidOperationException($"PostgreSQL did not start:\n{Log}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Stops it at once, as a crash would; its files stay.</summary>
    public async Task StopAsync()
    {
        if (_guard is { } guard)
        {
            _guard = null;
            guard.StandardInput.Close();
            await guard.WaitForExitAsync();
            guard.Dispose();
        }
    }

    /// <summary>A database of its own with this version's schema.</summary>
    public async Task<PostgresTestDatabase> CreateDatabaseAsync()
    {
        await _template.Value;
        return await CreateAsync("TEMPLATE migrated");
    }

    /// <summary>A database of its own with nothing in it.</summary>
    public Task<PostgresTestDatabase> CreateEmptyDatabaseAsync() => CreateAsync("TEMPLATE template0");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _guard?.Dispose();
        _folder.Dispose();
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartAsync();
        TestRun.EndWith(server);
        return server;
    }

    private async Task InitializeAsync()
    {
        await ServerUser.OwnAsync(_folder.Path);
        var passwordFile = _folder.Combine("password");
        await File.WriteAllTextAsync(passwordFile, _password);
        await ServerUser.OwnAsync(passwordFile);
        using var initdb = ServerUser.Start(
            Path.Combine(PostgresBinaries.Require(), "initdb"),
            ["-D", DataFolder, "-U", Superuser, "--pwfile", passwordFile, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
        var (output, error) = (initdb.StandardOutput.ReadToEndAsync(), initdb.StandardError.ReadToEndAsync());
        await initdb.WaitForExitAsync();
        if (initdb.ExitCode != 0)
        {
            throw new InvalidOperationException($"initdb ended with {initdb.ExitCode}:\n{await output}\n{await error}");
        }
    }

    private async Task MakeTemplateAsync()
    {
        await using var database = await CreateAsync("TEMPLATE template0", "migrated");
        await database.MigrateAsync();
        NpgsqlConnection.ClearAllPools();
    }

    private async Task<PostgresTestDatabase> CreateAsync(string from, string? name = null)
    {
        name ??= $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} OWNER {PostgresTestDatabase.OwnerRole} {from};");
        return new(name, Connection(name, Superuser), role => Connection(name, role));
    }

    private string Connection(string database, string role) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database, Username = role, Password = _password, MaxPoolSize = 60 }.ConnectionString;

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            foreach (var role in new[] { PostgresTestDatabase.OwnerRole, PostgresTestDatabase.SiloRole, PostgresTestDatabase.GatewayRole })
            {
                await ExecuteAsync($"DO $$ BEGIN CREATE ROLE {role} LOGIN PASSWORD '{_password}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;");
            }

            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres", Superuser) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
