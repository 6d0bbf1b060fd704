using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using DuckDB.NET.Data;

namespace SegmentExport.TestKit.Secrets;

/// <summary>Users whose every masked value is a secret that occurs nowhere else, in a DuckDB file with its catalog. One column is not masked: it has to be found.</summary>
public sealed class SecretUsers
{
    /// <summary>How many there are.</summary>
    public const int Count = 300;

    /// <summary>The file that holds them.</summary>
    public const string DatabaseFile = "secret.duckdb";

    /// <summary>A segment whose condition reads a masked text as a number, at which the source fails and quotes the text.</summary>
    public const string FailingSegment = "failing";

    /// <summary>The fields with the rule that each is masked with; null: not masked.</summary>
    public static ImmutableArray<(string Field, string? Rule)> Fields { get; } =
    [
        ("user_id", null), ("open", null), ("name", "name"), ("phone", "phone"), ("id_card", "id_card"), ("email", "email"), ("bank_card", "bank_card"), ("address", "address"), ("ip", "ip"),
        ("kept", "keep"), ("redacted", "redact"), ("hashed", "hash"), ("born", "date_to_year"), ("month", "date_to_month"), ("salary", "bucket"), ("nothing", "null"),
    ];

    private readonly Random _random = new(20261124);
    private readonly List<byte[]> _secrets = [];
    private readonly List<byte[]> _open = [];
    private readonly List<string> _rows = [];

    private SecretUsers()
    {
        for (var i = 0; i < Count; i++)
        {
            AddUser(i);
        }
    }

    /// <summary>What must be found nowhere.</summary>
    public Needles Secrets => new(_secrets);

    /// <summary>What is found in every file.</summary>
    public Needles Open => new(_open);

    /// <summary>A secret as a careless message would quote it.</summary>
    public string Quoted => _rows[7];

    /// <summary>Writes <c>catalog.json</c> and the database that it names.</summary>
    public static SecretUsers Create(string folder)
    {
        var users = new SecretUsers();
        using var connection = new DuckDBConnection($"Data Source={Path.Combine(folder, DatabaseFile)}");
        connection.Open();
        using var command = connection.CreateCommand();
        var names = string.Join(", ", Fields.Select(field => field.Field));
        command.CommandText =
            $"CREATE TABLE profile AS SELECT * REPLACE (CAST(born AS DATE) AS born, CAST(month AS TIMESTAMP) AS month, CAST(salary AS DECIMAL(12, 2)) AS salary) FROM (VALUES {string.Join(", ", users._rows)}) AS t({names})";
        _ = command.ExecuteNonQuery();
        File.WriteAllText(Path.Combine(folder, "catalog.json"), Catalog());
        return users;
    }

    private static string Catalog()
    {
        var fields = Fields.Select(field => $$"""{ "id": "{{field.Field}}", "name": "{{field.Field}}", "kind": "attribute", "column": "{{field.Field}}"{{Masking(field.Rule)}} }""");
        return $$"""
            {
              "sources": { "secret": { "kind": "duckdb", "path": "secret.duckdb" } },
              "spaces": [{
                "id": "retail", "name": "零售", "source": "secret", "profile": { "table": "profile", "key": "user_id" },
                "fields": [ {{string.Join(", ", fields)}} ],
                "segments": [ { "id": "everyone", "name": "全部用户", "where": "true" }, { "id": "{{FailingSegment}}", "name": "失败", "where": "CAST(redacted AS INTEGER) > 0" } ],
                "members": [ { "user": "alice", "permissions": [] }, { "user": "carol", "permissions": ["approve_downloads", "view_all_downloads"] } ]
              }]
            }
            """;
    }

    private static string Masking(string? rule) => rule switch
    {
        null => "",
        "keep" => """, "masking": { "allowed": [{ "rule": "keep", "first": 2, "last": 3 }] }""",
        "bucket" => """, "masking": { "allowed": [{ "rule": "bucket", "bounds": [100, 1000] }] }""",
        _ => $$""", "masking": { "allowed": ["{{rule}}"] }""",
    };

    private void AddUser(int i)
    {
        var (day, salary) = (new DateOnly(1931, 1, 1).AddDays(i), 4_815_162_342L + (i * 7));
        var open = Token();
        _open.Add(Encoding.UTF8.GetBytes(open));
        string[] values =
        [
            $"u{i:D5}",
            open,
            "张" + Secret(Token()),
            Secret($"138{_random.Next(100_000_000):D8}"),
            Secret($"110101{day:yyyyMMdd}{i:D3}X"),
            "m" + Secret(Token()) + "@example.com",
            Secret($"6222{_random.NextInt64(1_000_000_000_000_000):D15}"),
            "浙江省杭州市西湖区" + Secret(Token()) + "路",
            Secret($"198.51.{i / 250 + 100}.{i % 250 + 1}"),
            "ab" + Secret(Token()) + "xyz",
            Secret(Token()),
            Secret(Token()),
            Secret($"{day:yyyy-MM-dd}"),
            Secret($"{day.AddYears(1):yyyy-MM-dd} 03:04:05"),
            Secret($"{salary / 100}.{salary % 100:D2}"),
            Secret(Token()),
        ];

        // As a number it would stand in a binary file.
        var number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, salary);
        _secrets.Add(number);
        _rows.Add($"({string.Join(", ", values.Select(value => $"'{value}'"))})");
    }

    private string Secret(string text)
    {
        _secrets.Add(Encoding.UTF8.GetBytes(text));
        _secrets.Add(Encoding.Unicode.GetBytes(text));
        return text;
    }

    private string Token() => new([.. Enumerable.Range(0, 16).Select(_ => (char)('a' + _random.Next(26)))]);
}
