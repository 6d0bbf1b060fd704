using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;
using SegmentExport.Benchmarks.Reports;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Sources.Postgres;
using SegmentExport.TestKit.Postgres;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Sources;

/// <summary>Reads the same rows of PostgreSQL as a source does, shard by shard with as many at a time as there are cores, and as <c>psql \copy</c> does to nowhere, in turns.</summary>
internal static class PostgresSourceBenchmark
{
    private const double Target = 0.8;
    private static readonly ImmutableArray<string> Columns = ["user_id", "name", "phone", "email", "city", "age", "registered_at", "birthday", "lifetime_value", "is_member"];

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateEmptyDatabaseAsync();
        await FillAsync(database.Superuser, options.Rows, cancellationToken);
        await using var source = new PostgresSource(
            new("cdp", SourceKinds.Postgres, null, ImmutableSortedDictionary<string, string>.Empty), new() { Connections = { ["cdp"] = database.Superuser } });
        var (lines, memory) = (new List<string>(), new IdleMemory());
        foreach (var (name, segment, where) in new (string, SegmentDefinition, string)[]
        {
            ("all", new PredicateSegment { Where = "true" }, "true"),
            ("one_in_five", new PredicateSegment { Where = "age < 28" }, "age < 28"),
            ("list", new MemberListSegment { Table = "segment_member", Segment = "tenth" }, "user_id IN (SELECT user_id FROM segment_member WHERE segment_id = 'tenth')"),
        })
        {
            var line = await MeasureAsync(source, database.Superuser, name, Query(segment), where, options.Runs, memory, cancellationToken);
            Console.WriteLine(line);
            lines.Add(line);
        }

        await ResultFile.SaveAsync(options, lines, cancellationToken);
        return 0;
    }

    private static async Task<string> MeasureAsync(
        PostgresSource source, string connection, string name, ExportQuery query, string where, int runs, IdleMemory memory, CancellationToken cancellationToken)
    {
        var (plans, reads, copies, rows) = (new List<double>(), new List<double>(), new List<double>(), 0L);

        // One round more, which warms both up and does not count.
        for (var round = 0; round <= runs; round++)
        {
            var copied = Time(() => CopyToNowhere(connection, where));
            var started = Stopwatch.GetTimestamp();
            var plan = await source.PlanAsync(query, new(), cancellationToken);
            var planned = Stopwatch.GetElapsedTime(started).TotalSeconds;
            rows = plan.Rows;
            var read = Time(() => Read(source, query, plan));
            if (round > 0)
            {
                (plans, reads, copies) = ([.. plans, planned], [.. reads, read], [.. copies, copied]);
            }
        }

        var (ours, peer) = (Median(reads), Median(copies));
        return Invariant($"case=postgres_source segment={name} rows={rows} plan_s={Median(plans):0.00} read_s={ours:0.00} rows_per_s={rows / ours:0} psql_copy_s={peer:0.00} psql_rows_per_s={rows / peer:0} ratio={peer / ours:0.00} target={Target:0.0} ratio_with_plan={peer / (ours + Median(plans)):0.00} peak_rss_mb={memory.PeakMiB:0}");
    }

    private static void Read(PostgresSource source, ExportQuery query, ShardPlan plan)
    {
        var found = 0L;
        Parallel.ForEach(plan.Shards, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, shard =>
        {
            using var reader = source.OpenAsync(query, plan.SourceVersion, shard, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            while (reader.Read(CancellationToken.None) is { } batch)
            {
                Interlocked.Add(ref found, batch.Length);
            }
        });
        if (found != plan.Rows)
        {
            throw new InvalidOperationException($"{found} rows were read of {plan.Rows}.");
        }
    }

    private static void CopyToNowhere(string connection, string where)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(
            Path.Combine(PostgresBinaries.Require(), "psql"), ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", $"\\copy (SELECT {string.Join(", ", Columns)} FROM profile WHERE {where}) TO /dev/null"]);
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"]) = (settings.Host, $"{settings.Port}", settings.Username);
        (start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) = (settings.Password, settings.Database);
        using var psql = Process.Start(start)!;
        psql.WaitForExit();
        if (psql.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {psql.ExitCode}.");
        }
    }

    private static async Task FillAsync(string connection, int rows, CancellationToken cancellationToken)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Invariant($"""
            CREATE TABLE profile AS SELECT 'u' || lpad(i::text, 9, '0') AS user_id, '用户' || i % 9973 AS name, '138' || lpad((i * 7919 % 100000000)::text, 8, '0') AS phone,
                'user' || i || '@example.com' AS email, (ARRAY['上海', '北京', '深圳', '广州', '成都'])[i % 5 + 1] AS city, (i * 31 % 60 + 18)::smallint AS age,
                timestamp '2015-01-01' + i * interval '97 s' AS registered_at, date '1950-01-01' + (i * 13 % 20000)::int AS birthday, ((i * 37 % 10000000) / 100.0)::numeric(12,2) AS lifetime_value, i % 3 = 0 AS is_member
                FROM generate_series(0::bigint, {rows - 1}) AS t(i);
            ALTER TABLE profile ADD PRIMARY KEY (user_id);
            CREATE TABLE segment_member AS SELECT 'tenth' AS segment_id, user_id FROM profile WHERE right(user_id, 1) = '3';
            CREATE INDEX ON segment_member (segment_id, user_id);
            """), database) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);

        // As a table that is used has been long since. The server would begin with it by itself while it is measured.
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE", database) { CommandTimeout = 600 };
        await vacuum.ExecuteNonQueryAsync(cancellationToken);
    }

    private static ExportQuery Query(SegmentDefinition segment) => new()
    {
        Source = "cdp",
        Profile = new("profile", "user_id"),
        Segment = segment,
        Columns = [.. Columns.Select(column => new ExportColumn { Field = new FieldId(column), Name = column, Kind = FieldKind.Attribute, Column = column })],
    };

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
