using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.Tests.Postgres;

/// <summary>Lists whose keys are kept otherwise than the profile table's: sorted or compared in another way, or of another type.</summary>
public sealed class PostgresListKeyTests(PostgresTables tables) : IClassFixture<PostgresTables>
{
    // Told apart by case; sorted without regard to it by the rules of a language, and all capitals first by bytes.
    private const string MixedCase = "(ARRAY['b', 'B', 'a', 'A'])[i % 4 + 1] || i";

    [Theory]
    [InlineData("\"C\"", "\"en-x-icu\"")]
    [InlineData("\"en-x-icu\"", "\"C\"")]
    [InlineData("\"default\"", "\"und-x-icu\"")]
    [InlineData("\"und-x-icu\"", "\"default\"")]
    public async Task Read_ListThatIsSortedInAnotherWay_HasEveryRowOnceInTheProfilesOrder(string profile, string list)
    {
        var (table, query) = await MakeAsync(
            $"CREATE TABLE {{0}} (user_id text COLLATE {profile} PRIMARY KEY); INSERT INTO {{0}} SELECT {MixedCase} FROM generate_series(1, 4000) AS t(i)",
            $"CREATE TABLE {{0}}_list (segment_id text, user_id text COLLATE {list}); INSERT INTO {{0}}_list SELECT 's', user_id FROM {{0}} WHERE right(user_id, 1) < '5'");
        await using var source = tables.Open();

        var plan = await source.PlanAsync(query, new() { TargetRows = 300 }, CancellationToken.None);

        Assert.Equal(7, plan.Shards.Length);
        Assert.Equal(await tables.ReadAsync($"SELECT user_id FROM {table} WHERE right(user_id, 1) < '5' ORDER BY user_id"), await source.ReadKeysAsync(query, plan));
        Assert.Equal(plan.Rows, await source.CountAsync(query, CancellationToken.None));
        Assert.Empty(await source.CheckAsync([query], CancellationToken.None));
    }

    [Fact]
    public async Task Read_ListWhoseKeysAreTheSameToTheProfileTable_HasEachRowOnce()
    {
        await tables.ExecuteAsync("CREATE COLLATION IF NOT EXISTS any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        var (_, query) = await MakeAsync(
            "CREATE TABLE {0} (user_id text COLLATE any_case PRIMARY KEY); INSERT INTO {0} SELECT 'u' || i FROM generate_series(1, 20) AS t(i)",
            "CREATE TABLE {0}_list AS SELECT 's' AS segment_id, unnest(ARRAY['u1', 'U1', 'U2']) AS user_id");
        await using var source = tables.Open();

        Assert.Equal(["u1", "u2"], await source.ReadKeysAsync(query, await source.PlanAsync(query, new(), CancellationToken.None)));
    }

    [Theory]
    [InlineData("bigint", "numeric")]
    [InlineData("numeric", "bigint")]
    [InlineData("bigint", "smallint")]
    [InlineData("integer", "double precision")]
    [InlineData("double precision", "numeric")]
    [InlineData("text", "varchar(20)")]
    [InlineData("text", "char(5)")]
    [InlineData("text", "name")]
    [InlineData("char(5)", "text")]
    [InlineData("char(5)", "varchar(20)")]
    public async Task Read_ListOfATypeThatCanBeCompared_HasEachRowOnce(string profile, string list)
    {
        var (_, query) = await MakeListOfTypeAsync(profile, list, "'7', '7', '12', '99'");
        await using var source = tables.Open();

        var plan = await source.PlanAsync(query, new() { TargetRows = 1 }, CancellationToken.None);

        Assert.Equal((2, 2), (plan.Rows, plan.Shards.Length));
        Assert.Equal(["12", "7"], (await source.ReadKeysAsync(query, plan)).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await source.ReadPagesAsync(query, 1)).Count);
    }

    [Theory]
    [InlineData("bigint", "double precision")]
    [InlineData("bigint", "real")]
    [InlineData("numeric", "double precision")]
    public async Task Plan_ListWithAKeyThatIsTheSameToSeveralProfiles_IsRefused(string profile, string list)
    {
        var (table, query) = await MakeListOfTypeAsync(profile, list, "'9007199254740993'");
        await tables.ExecuteAsync($"INSERT INTO {table} VALUES (9007199254740992, 'another'), (9007199254740993, 'listed')");
        await using var source = tables.Open();

        Assert.Contains("another type", Assert.Single(await source.CheckAsync([query], CancellationToken.None)).Message, StringComparison.Ordinal);
        var fault = await source.FailsToPlanAsync(query, ErrorCodes.SourceUnavailable, isTransient: false);

        Assert.Contains("another type", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("citext", "text")]
    [InlineData("citext COLLATE \"C\"", "varchar(20) COLLATE \"en-x-icu\"")]
    public async Task Read_ProfileKeysThatAreTheSameInAnyCase_AreFoundInAny(string profile, string list)
    {
        await tables.AddExtensionAsync("citext");
        var (table, query) = await MakeAsync(
            $"CREATE TABLE {{0}} (user_id {profile} PRIMARY KEY); INSERT INTO {{0}} SELECT {MixedCase} FROM generate_series(1, 4000) AS t(i)",
            $"CREATE TABLE {{0}}_list (segment_id text, user_id {list}); INSERT INTO {{0}}_list SELECT 's', unnest(ARRAY[translate(user_id::text, 'abAB', 'ABab'), lower(user_id::text)]) FROM {{0}} WHERE right(user_id, 1) < '5'");
        await using var source = tables.Open();
        var expected = await tables.ReadAsync($"SELECT user_id::text FROM {table} WHERE right(user_id, 1) < '5' ORDER BY {table}.user_id");

        var plan = await source.PlanAsync(query, new() { TargetRows = 300 }, CancellationToken.None);

        Assert.Equal(7, plan.Shards.Length);
        Assert.Equal(expected, await source.ReadKeysAsync(query, plan));
        Assert.Equal(expected, await source.ReadPagesAsync(query, 700));
    }

    [Fact]
    public async Task Read_ListKeysThatAreTheSameInAnyCase_AreToldApartAsTheProfilesAre()
    {
        await tables.AddExtensionAsync("citext");
        var (_, query) = await MakeAsync(
            "CREATE TABLE {0} (user_id text COLLATE \"C\" PRIMARY KEY); INSERT INTO {0} VALUES ('u1'), ('U1'), ('u2')",
            "CREATE TABLE {0}_list AS SELECT 's' AS segment_id, unnest(ARRAY['u1', 'U1', 'U2'])::citext AS user_id");
        await using var source = tables.Open();

        Assert.Equal(["U1", "u1"], await source.ReadKeysAsync(query, await source.PlanAsync(query, new(), CancellationToken.None)));
    }

    [Fact]
    public async Task Read_ProfileKeysWithBlanksAtTheEnd_AreToldApart()
    {
        var (_, query) = await MakeAsync(
            "CREATE TABLE {0} (user_id varchar(9) PRIMARY KEY); INSERT INTO {0} VALUES ('k1'), ('k1 ')",
            "CREATE TABLE {0}_list AS SELECT 's' AS segment_id, 'k1'::char(4) AS user_id");
        await using var source = tables.Open();

        Assert.Equal(["k1"], await source.ReadKeysAsync(query, await source.PlanAsync(query, new(), CancellationToken.None)));
    }

    [Theory]
    [InlineData("(segment_id, user_id)", true)]
    [InlineData("(segment_id, user_id COLLATE \"C\")", false)]
    [InlineData("(segment_id, user_id); CREATE INDEX ON {0}_list (user_id COLLATE \"C\", segment_id)", false)]
    [InlineData("(segment_id)", false)]
    public async Task Check_ListWhoseIndexIsInAnotherCollation_IsTold(string index, bool isTold)
    {
        var (_, query) = await MakeAsync(
            "CREATE TABLE {0} (user_id text COLLATE \"C\" PRIMARY KEY)", $"CREATE TABLE {{0}}_list (segment_id text, user_id text COLLATE \"en-x-icu\"); CREATE INDEX ON {{0}}_list {index}");
        await using var source = tables.Open();

        AssertTold("(\"segment_id\", (\"user_id\" COLLATE \"C\"))", isTold, await source.CheckAsync([query], CancellationToken.None));
    }

    [Theory]
    [InlineData("user_id", true)]
    [InlineData("CAST(user_id AS citext)", false)]
    public async Task Check_ListWhoseIndexIsOfAnotherType_IsTold(string key, bool isTold)
    {
        await tables.AddExtensionAsync("citext");
        var (_, query) = await MakeAsync(
            "CREATE TABLE {0} (user_id citext PRIMARY KEY)", $"CREATE TABLE {{0}}_list (segment_id text, user_id text); CREATE INDEX ON {{0}}_list (segment_id, ({key}))");
        await using var source = tables.Open();

        AssertTold("(\"segment_id\", (CAST(\"user_id\" AS citext)))", isTold, await source.CheckAsync([query], CancellationToken.None));
    }

    private static void AssertTold(string index, bool isTold, IReadOnlyList<SourceProblem> problems)
    {
        Assert.Equal(isTold ? 1 : 0, problems.Count);
        Assert.All(problems, problem => Assert.Contains(index, problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plan_ListWithTwoKeysThatAreTheSameToTheProfileTable_ClosesTheTask()
    {
        var (_, query) = await MakeListOfTypeAsync("double precision", "numeric", "'7', '7.00000000000000000000001'");
        await using var source = tables.Open();

        var fault = await source.FailsToPlanAsync(query, ErrorCodes.SourceKeysInvalid, isTransient: false);

        Assert.Contains("another type", fault.Message, StringComparison.Ordinal);
    }

    private Task<(string Table, ExportQuery Query)> MakeListOfTypeAsync(string profile, string list, string keys) => MakeAsync(
        $"CREATE TABLE {{0}} (user_id {profile} PRIMARY KEY, told text); INSERT INTO {{0}} SELECT i::text::{profile}, i::text FROM generate_series(1, 20) AS t(i)",
        $"CREATE TABLE {{0}}_list (segment_id text, user_id {list}); INSERT INTO {{0}}_list SELECT 's', key::{list} FROM unnest(ARRAY[{keys}]) AS t(key)",
        "told");

    private async Task<(string Table, ExportQuery Query)> MakeAsync(string profile, string list, string column = "user_id")
    {
        var table = $"keys_{Guid.CreateVersion7():N}";
        await tables.ExecuteAsync($"{string.Format(profile, table)}; {string.Format(list, table)}; ANALYZE {table}");
        return (table, SampleFile.Query(table, SampleFile.Members("s") with { Table = $"{table}_list" }, column));
    }
}
