using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using SegmentExport.TestKit.Processes;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Gateway.Tests.Strangers;

/// <summary>The whole sample through the API, read by programs that we did not write: every row once, equal where it is unmasked, no raw value where it is masked.</summary>
public sealed partial class FullExportTests : IDisposable
{
    private const int Users = 200_000;

    private static readonly (string Field, string? Masking)[] Fields =
    [
        ("user_id", null), ("name", "name"), ("phone", "phone"), ("email", "email"), ("id_card", "id_card"), ("bank_card", "hash"), ("device_id", "redact"), ("city", null),
        ("address", null), ("gender", null), ("birthday", null), ("age", null), ("registered_at", null), ("lifetime_value", null), ("order_count", null), ("is_member", null),
        ("churn_score", null), ("lifecycle_tag", null), ("interest_tag", null),
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("segment-export-");

    [Fact]
    public async Task Export_OfAllUsers_IsRightForStrangers()
    {
        var file = Path.Combine(_data.FullName, "export.csv");
        await using (var gateway = await GatewayProcess.StartAsync(
            _data.FullName, ("SegmentExport__Sample__Users", $"{Users}"), ("SegmentExport__Sharding__TargetRows", "30000")))
        {
            await DownloadAsync(gateway, file);
            AssertNoPersonalData(gateway.Output);
        }

        AssertDuckDbFindsTheSource(file);
        AssertNoRawValue(file);
        await AssertPythonFindsEveryRowAsync(file);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static async Task DownloadAsync(GatewayProcess gateway, string file)
    {
        var (alice, carol) = (await ApiUser.SignInAsync(gateway.Client, "alice"), await ApiUser.SignInAsync(gateway.Client, "carol"));
        var created = await alice.SendForJsonAsync(HttpMethod.Post, "/api/v1/spaces/retail/download-tasks", new
        {
            segmentId = "everyone",
            reason = "A test",
            fields = Fields.Select(field => new { id = field.Field, masking = field.Masking }),
            options = new { neutralizeFormulas = false },
        });
        var task = $"/api/v1/spaces/retail/download-tasks/{created.GetProperty("id").GetString()}";
        await carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { });
        var completed = await alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(120));
        Assert.Equal(Users, completed.GetProperty("packaging").GetProperty("rowsDone").GetInt64());
        Assert.True(completed.GetProperty("packaging").GetProperty("shardsTotal").GetInt32() > 5);
        using var answer = await alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");
        await using var to = File.Create(file);
        await answer.EnsureSuccessStatusCode().Content.CopyToAsync(to);
    }

    private void AssertDuckDbFindsTheSource(string file)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Scalar(connection, $"ATTACH '{Path.Combine(_data.FullName, "sample-cdp.duckdb")}' AS src (READ_ONLY)");
        Scalar(connection, $"CREATE TABLE csv AS SELECT * FROM read_csv('{file}', header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, max_line_size = 1000000)");

        Assert.Equal((long)Users, Scalar(connection, "SELECT count(*) FROM csv"));
        Assert.Equal((long)Users, Scalar(connection, "SELECT count(DISTINCT user_id) FROM csv"));
        var counts = Fields.Select(field => $"count(*) FILTER (WHERE {Differs(connection, field)}) AS {field.Field}");
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", counts)} FROM csv AS c FULL JOIN src.profile AS s USING (user_id)";
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        Assert.All(Enumerable.Range(0, row.FieldCount), index => Assert.Equal((row.GetName(index), 0L), (row.GetName(index), row.GetInt64(index))));
    }

    /// <summary>The condition of a value that is not right: it differs from the source, or, masked, is the source's; a missing one stays missing.</summary>
    private static string Differs(DuckDBConnection connection, (string Field, string? Masking) field)
    {
        var type = Scalar(connection, $"SELECT data_type FROM duckdb_columns() WHERE database_name = 'src' AND table_name = 'profile' AND column_name = '{field.Field}'");
        return field.Masking is null
            ? $"CAST(c.{field.Field} AS {type}) IS DISTINCT FROM s.{field.Field}"
            : $"(c.{field.Field} IS NULL) <> (s.{field.Field} IS NULL) OR c.{field.Field} = s.{field.Field}";
    }

    private void AssertNoRawValue(string file)
    {
        var raw = new HashSet<string>(StringComparer.Ordinal);
        using var connection = new DuckDBConnection($"Data Source={Path.Combine(_data.FullName, "sample-cdp.duckdb")};ACCESS_MODE=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT UNNEST([phone, email, id_card, bank_card, device_id]) FROM profile";
        using var values = command.ExecuteReader();
        while (values.Read())
        {
            if (!values.IsDBNull(0))
            {
                raw.Add(values.GetString(0));
            }
        }

        Assert.True(raw.Count > 3 * Users);
        var (text, lookup, found) = (File.ReadAllText(file), raw.GetAlternateLookup<ReadOnlySpan<char>>(), 0);
        foreach (var word in Words().EnumerateMatches(text))
        {
            found += lookup.Contains(text.AsSpan(word.Index, word.Length)) ? 1 : 0;
        }

        Assert.Equal(0, found);
    }

    /// <summary>Nothing that a log line could say of a user: no phone, no e-mail address, no resident id.</summary>
    private static void AssertNoPersonalData(string output) => Assert.DoesNotMatch(PersonalData(), output);

    private static async Task AssertPythonFindsEveryRowAsync(string file)
    {
        var said = await Tool.Python.CheckAsync(
            [
                "-c",
                "import csv,sys; rows=list(csv.reader(open(sys.argv[1],newline='',encoding='utf-8'))); "
                + "print(len(rows)-1, len(set(r[0] for r in rows[1:])), sorted(set(map(len,rows))), rows[0][0], rows[1][0], rows[-1][0])",
                file,
            ],
            TestContext.Current.CancellationToken);
        Assert.Equal($"{Users} {Users} [{Fields.Length}] user_id u000000000 u{Users - 1:D9}", said.Trim());
    }

    private static object Scalar(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    [GeneratedRegex("[0-9A-Za-z@._-]+")]
    private static partial Regex Words();

    [GeneratedRegex("(?<![0-9])1[3-9][0-9]{9}(?![0-9])|@example|[0-9]{17}[0-9X]")]
    private static partial Regex PersonalData();
}
