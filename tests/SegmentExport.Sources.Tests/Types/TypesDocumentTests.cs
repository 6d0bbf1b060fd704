using DuckDB.NET.Data;
using SegmentExport.Sources.Tests.Postgres;
using SegmentExport.TestKit.Documents;

namespace SegmentExport.Sources.Tests.Types;

/// <summary>Writes the tables of docs/sources.md: what becomes of every type of each source in every format.</summary>
public sealed class TypesDocumentTests(SampleFile sample, PostgresTables tables) : IClassFixture<SampleFile>, IClassFixture<PostgresTables>
{
    private static readonly string[] Columns = ["type", "value", "CSV", "JSON lines", "XLSX", "Parquet, as DuckDB reads it"];

    private static readonly (string Type, string Value)[] Postgres =
    [
        ("boolean", "true"), ("smallint", "-32768"), ("integer", "2147483647"), ("bigint", "9223372036854775807"),
        ("real", "0.1"), ("real", "'NaN'"), ("double precision", "0.1"), ("double precision", "'NaN'"), ("double precision", "'Infinity'"), ("double precision", "'-Infinity'"),
        ("numeric(12,2)", "-12.50"), ("numeric(38,10)", "1234567890123456789012345678.0123456789"), ("numeric(5,0)", "10000"), ("numeric", "0.1000000000000000000000000000000000000000000001"), ("numeric", "'NaN'"),
        ("numeric(60,2)", "12.50"), ("money", "12.5"),
        ("text", "'a, \"b\"'"), ("text", "''"), ("varchar(9)", "'中文'"), ("char(4)", "'ab'"), ("mood", "'happy'"), ("uuid", "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"), ("short_name", "'Ann'"),
        ("date", "'2024-05-31'"), ("date", "'0044-03-15 BC'"), ("date", "'infinity'"), ("time", "'13:05:00.25'"), ("time", "'24:00'"), ("timetz", "'13:05:00+08'"),
        ("timestamp", "'2024-05-31 13:05:00.25'"), ("timestamp", "'-infinity'"), ("timestamptz", "'2024-05-31 13:05:00.25+08'"), ("interval", "'1 mon 2 days 03:04:05'"),
        ("bytea", "'\\xDEAD'"), ("inet", "'192.0.2.7'"), ("cidr", "'192.0.2.0/24'"), ("macaddr", "'08:00:2b:01:02:03'"), ("bit(3)", "'101'"), ("int4range", "'[1,5)'"), ("point", "'(1,2)'"), ("tsvector", "'a b'"), ("xml", "'<a/>'"),
        ("json", "'{\"a\": 1}'"), ("jsonb", "'{\"a\":1}'"), ("text[]", "ARRAY['a', NULL, 'b\"']"), ("float8[]", "ARRAY[1.5, 'NaN']"), ("integer[]", "'{{1,2},{3,4}}'"), ("address", "ROW('上海', 200000)"), ("text", "NULL"), ("integer", "NULL"), ("text[]", "NULL"),
    ];

    private static readonly (string Type, string Value)[] DuckDb =
    [
        ("BOOLEAN", "true"), ("TINYINT", "-128"), ("SMALLINT", "-32768"), ("INTEGER", "2147483647"), ("BIGINT", "9223372036854775807"), ("UTINYINT", "255"), ("UBIGINT", "18446744073709551615"), ("HUGEINT", "12345678901234567890123"),
        ("FLOAT", "0.1"), ("FLOAT", "'nan'"), ("DOUBLE", "0.1"), ("DOUBLE", "'nan'"), ("DOUBLE", "'infinity'"), ("DOUBLE", "'-infinity'"),
        ("DECIMAL(12,2)", "-12.50"), ("DECIMAL(38,10)", "1234567890123456789012345678.0123456789"),
        ("VARCHAR", "'a, \"b\"'"), ("VARCHAR", "''"), ("ENUM('sad', 'happy')", "'happy'"), ("UUID", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
        ("DATE", "'2024-05-31'"), ("DATE", "'infinity'"), ("TIME", "'13:05:00.25'"), ("TIMETZ", "'13:05:00+08'"), ("TIMESTAMP", "'2024-05-31 13:05:00.25'"), ("TIMESTAMP_S", "'2024-05-31 13:05:00'"), ("TIMESTAMP_NS", "'2024-05-31 13:05:00.123456789'"),
        ("TIMESTAMPTZ", "'2024-05-31 13:05:00.25+08'"), ("INTERVAL", "INTERVAL 1 MONTH"), ("BLOB", "'\\xDE\\xAD'"), ("BIT", "'101'"),
        ("VARCHAR[]", "['a', NULL, 'b\"']"), ("INTEGER[2]", "[1, 2]"), ("STRUCT(city VARCHAR, zip INTEGER)", "{'city': '上海', 'zip': 200000}"), ("MAP(VARCHAR, INTEGER)", "MAP {'a': 1}"), ("VARCHAR", "NULL"), ("INTEGER[]", "NULL"),
    ];

    [Fact]
    public async Task Document_OfPostgresTypes_IsWhatFilesHave()
    {
        await tables.ExecuteAsync("CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TYPE address AS (city text, zip integer); CREATE DOMAIN short_name AS varchar(20) CHECK (value <> '')");
        var columns = Postgres.Select((type, i) => $"CAST({type.Value} AS {type.Type}) AS c{i}");
        await tables.ExecuteAsync($"CREATE TABLE every_type AS SELECT 1 AS user_id, {string.Join(", ", columns)}; ALTER TABLE every_type ADD PRIMARY KEY (user_id)");
        await using var source = tables.Open();

        await new WrittenTable("sources.md", "postgres-types").CheckAsync(Columns, await RowsAsync(source, "every_type", Postgres));
    }

    [Fact]
    public async Task Document_OfDuckDbTypes_IsWhatFilesHave()
    {
        var path = Path.Combine(sample.Folder.FullName, "types.duckdb");
        await using (var connection = new DuckDBConnection($"Data Source={path}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            var columns = DuckDb.Select((type, i) => $"CAST({type.Value} AS {type.Type}) AS c{i}");
            command.CommandText = $"SET TimeZone = 'UTC'; CREATE TABLE every_type AS SELECT 1 AS user_id, {string.Join(", ", columns)}";
            await command.ExecuteNonQueryAsync();
        }

        await using var source = sample.Open(path);

        await new WrittenTable("sources.md", "duckdb-types").CheckAsync(Columns, await RowsAsync(source, "every_type", DuckDb));
    }

    private static async Task<List<string[]>> RowsAsync(ISegmentSource source, string table, (string Type, string Value)[] types)
    {
        var rows = new List<string[]>();
        foreach (var (index, (type, value)) in types.Index())
        {
            var packed = await PackedValue.InEveryFormatAsync(source, SampleFile.Query(table, SampleFile.Where("true"), $"c{index}"));
            rows.Add([$"`{type}`", Written(value), .. packed.Select(Written)]);
        }

        return rows;
    }

    private static string Written(string value) => value.Length == 0 ? "nothing" : $"`{value.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
