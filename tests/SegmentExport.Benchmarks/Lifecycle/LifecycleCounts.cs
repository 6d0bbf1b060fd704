using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Lifecycle;

/// <summary>Counts what lifecycles have the processes do, by what these and the database count themselves: calls, messages, bytes allocated, collections, exceptions, statements.</summary>
internal sealed partial class LifecycleCounts : IDisposable
{
    private const double Least = 0.02;
    private const int StatementCharacters = 60;

    private const string Statements = "SELECT query, calls, total_exec_time FROM public.pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid WHERE rolname = $1 AND toplevel;";

    private readonly int[] _ports = [FreePort.Find(), FreePort.Find()];
    private readonly HttpClient _client = new();
    private readonly PostgresTestDatabase _database;
    private Dictionary<string, double> _before = [];

    private LifecycleCounts(PostgresTestDatabase database) => _database = database;

    /// <summary>Starts a silo and a gateway that count, in a cluster without either.</summary>
    public static async Task<LifecycleCounts> StartAsync(ClusterProcesses cluster)
    {
        var counts = new LifecycleCounts(cluster.Database);
        await cluster.Database.ExecuteAsync("CREATE EXTENSION pg_stat_statements SCHEMA public;");
        var processes = new[] { cluster.StartSilo((ServerProcess.MetricsPort, $"{counts._ports[0]}")), cluster.StartGateway((ServerProcess.MetricsPort, $"{counts._ports[1]}")) };
        await Task.WhenAll(processes.Select(process => process.WaitUntilReadyAsync()));
        return counts;
    }

    /// <summary>What is done from now on counts.</summary>
    public async Task BeginAsync() => _before = await ReadAsync();

    /// <summary>What was done since, a lifecycle.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(int lifecycles)
    {
        var after = await ReadAsync();
        return
        [
            .. after.Select(count => (count.Key, Count: (count.Value - _before.GetValueOrDefault(count.Key)) / lifecycles))
                .Where(count => count.Count >= Least)
                .OrderBy(count => count.Key, StringComparer.Ordinal)
                .Select(count => Invariant($"# {count.Key} {count.Count:0.###}")),
        ];
    }

    public void Dispose() => _client.Dispose();

    private async Task<Dictionary<string, double>> ReadAsync()
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (process, port) in new[] { "silo", "gateway" }.Zip(_ports))
        {
            var text = await _client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
            foreach (var match in Counter().EnumerateMatches(text))
            {
                var line = text.AsSpan(match.Index, match.Length);
                var end = line.LastIndexOf('}') is var labels and >= 0 ? labels + 1 : line.IndexOf(' ');
                counts[$"{process} {OfTheScope().Replace(line[..end].ToString(), "")}"] = double.Parse(line[end..].Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture);
            }
        }

        await ReadStatementsAsync(counts);
        return counts;
    }

    private async Task ReadStatementsAsync(Dictionary<string, double> counts)
    {
        await using var connection = new NpgsqlConnection(_database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Statements, connection);
        command.Parameters.AddWithValue(new NpgsqlConnectionStringBuilder(_database.Silo).Username!);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var statement = Spaces().Replace(rows.GetString(0), " ").Trim();
            var name = statement[..Math.Min(statement.Length, StatementCharacters)];
            counts[$"sql calls: {name}"] = counts.GetValueOrDefault($"sql calls: {name}") + rows.GetInt64(1);
            counts[$"sql ms: {name}"] = counts.GetValueOrDefault($"sql ms: {name}") + rows.GetDouble(2);
        }
    }

    [GeneratedRegex(@"^\S+(_total|_count|_sum)(\{.*\})? \S+.*$", RegexOptions.Multiline)]
    private static partial Regex Counter();

    [GeneratedRegex("otel_scope_[a-z_]+=\"[^\"]*\",?")]
    private static partial Regex OfTheScope();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
