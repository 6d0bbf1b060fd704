using System.Globalization;
using System.Text;
using Npgsql;
using SegmentExport.TestKit.Postgres;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Cluster.Tests.Sources;

/// <summary>An export from a PostgreSQL database, whose server ends connections in the middle of packing.</summary>
public sealed class PostgresExportTests
{
    private const int Users = 3000;
    private const string Name = "reads-profiles";

    // Rows that take a while, so that a connection can be ended between the first row and the last.
    private const string Catalog = """
        {
          "sources": { "cdp": { "kind": "postgres", "parallelReads": 4 } },
          "spaces": [{
            "id": "retail", "name": "Retail", "source": "cdp",
            "profile": { "table": "crm.profile", "key": "user_id" },
            "fields": [
              { "id": "user_id", "name": "User", "kind": "identity", "column": "user_id" },
              { "id": "city", "name": "City", "kind": "attribute", "column": "city" },
              { "id": "value", "name": "Value", "kind": "attribute", "column": "value" },
              { "id": "story", "name": "Story", "kind": "attribute", "column": "story" }],
            "segments": [{ "id": "slow", "name": "Slow", "where": "pg_sleep(0.001) IS NOT NULL" }],
            "members": [{ "user": "alice", "permissions": [] }, { "user": "carol", "permissions": ["approve_downloads", "view_all_downloads"] }]
          }]
        }
        """;

    [Fact]
    public async Task Export_FromPostgresThatEndsConnectionsWhilePacking_HasTheTablesRows()
    {
        await using var profiles = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using var operators = NpgsqlDataSource.Create(profiles.Superuser);
        await ExecuteAsync(operators, $"""
            CREATE SCHEMA crm; CREATE TABLE crm.profile AS SELECT 'u' || lpad(i::text, 6, '0') AS user_id, CASE WHEN i % 7 > 0 THEN (ARRAY['上海', '北京', 'O''Neill'])[i % 3 + 1] END AS city,
                (i * 37 / 7.0)::numeric(12,2) AS value, repeat(md5(i::text), 30) AS story FROM generate_series(1, {Users}) AS t(i) ORDER BY md5(i::text);
            ALTER TABLE crm.profile ADD PRIMARY KEY (user_id); GRANT USAGE ON SCHEMA crm TO PUBLIC; GRANT SELECT ON crm.profile TO PUBLIC;
            """);
        await using var cluster = await ClusterProcesses.StartAsync(new()
        {
            Silos = 2,
            Data = folder => File.WriteAllTextAsync(Path.Combine(folder, "catalog.json"), Catalog),
            Settings = new Dictionary<string, string>
            {
                ["SegmentExport__Sources__Connections__cdp"] = $"{profiles.Silo};Application Name={Name}",
                ["SegmentExport__Sharding__TargetRows"] = $"{Users / 3}",
                ["SegmentExport__Packaging__Slots"] = "1",
            },
        });
        var (alice, carol) = (cluster.User("alice"), cluster.User("carol", gateway: 1));

        var task = await alice.CreateTaskAsync("retail", "slow", new { id = "user_id" }, new { id = "city" }, new { id = "value" }, new { id = "story" });
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { comment = "go" });
        Assert.True(await EndReadingsAsync(operators) > 0);
        var state = await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() is "completed" or "closed", TimeSpan.FromSeconds(120));

        Assert.Equal("completed", state.GetProperty("status").GetString());
        using var file = await alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");
        Assert.Equal(await ExpectedAsync(operators), (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF').ReplaceLineEndings("\n"));
    }

    /// <summary>Ends every connection that is in the middle of a shard's rows.</summary>
    /// <returns>How many those were.</returns>
    private static async Task<int> EndReadingsAsync(NpgsqlDataSource operators)
    {
        var ended = TestContext.Current.CancellationToken;
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            await using var command = operators.CreateCommand(
                $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{Name}' AND query LIKE 'COPY %' AND state = 'active' AND clock_timestamp() - query_start > interval '200 ms'");
            if ((long)(await command.ExecuteScalarAsync(ended))! is > 0 and var found)
            {
                return (int)found;
            }

            await Task.Delay(50, ended);
        }

        return 0;
    }

    /// <summary>The file as the database itself writes it.</summary>
    private static async Task<string> ExpectedAsync(NpgsqlDataSource operators)
    {
        var text = new StringBuilder("user_id,city,value,story\n");
        await using var command = operators.CreateCommand("SELECT user_id, coalesce(city, ''), value, story FROM crm.profile ORDER BY user_id");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            text.Append(CultureInfo.InvariantCulture, $"{rows.GetString(0)},{rows.GetString(1)},{rows.GetDecimal(2)},{rows.GetString(3)}\n");
        }

        return text.ToString();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
