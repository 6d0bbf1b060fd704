using System.Text;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Domain.Tests.Catalog;

public sealed class CatalogReaderTests
{
    private const string Good = """
        // The operator's own words.
        {
          "sources": {
            "cdp": { "kind": "duckdb", "path": "data/sample-cdp.duckdb" },
            "lake": { "kind": "duckdb", "files": "lake/*.parquet" },
            "tables": { "kind": "duckdb", "files": { "profile": "p/*.csv", "members": "m/*.csv" } },
          },
          "operators": ["olga", "otto@example.com"],
          "spaces": [
            {
              "id": "retail", "name": "零售", "fourEyes": true, "source": "cdp",
              "profile": { "table": "main.profile", "key": "user_id" },
              "fields": [
                { "id": "phone", "name": "手机号", "kind": "identity", "column": "phone", "masking": { "allowed": ["phone", "hash", { "rule": "keep", "first": 3, "last": 4 }], "required": true } },
                { "id": "age", "name": "年龄", "kind": "attribute", "column": "age", "masking": { "allowed": [{ "rule": "bucket", "bounds": [18, 30.5, 45] }, { "rule": "null" }] } },
                { "id": "tier", "name": "等级", "kind": "tag", "column": "tier" },
              ],
              "segments": [
                { "id": "all", "name": "全部", "where": "true" },
                { "id": "double-11", "name": "双十一", "members": { "table": "m", "segment": "double-11" } },
                { "id": "own", "name": "Own", "members": { "table": "m", "segment": "s", "segmentColumn": "list", "key": "uid" } },
              ],
              "members": [
                { "user": "alice", "permissions": [] },
                { "user": "carol@example.com", "permissions": ["approve_downloads", "view_all_downloads"] },
                { "user": "bob" },
              ],
            },
          ],
        }
        """;

    [Fact]
    public void Read_GoodCatalog_HasEverything()
    {
        var catalog = Read(Good).Catalog!;

        Assert.Equal(["olga", "otto@example.com"], catalog.Operators.Select(user => user.Value).Order(StringComparer.Ordinal));
        var space = Assert.Single(catalog.Spaces);
        Assert.Equal(("retail", "零售", true, "cdp", new ProfileTable("main.profile", "user_id")), (space.Id.Value, space.Name, space.FourEyes, space.Source, space.Profile));
        Assert.Equal(["phone", "age", "tier"], space.Fields.Select(field => field.Id.Value));
        Assert.Equal([FieldKind.Identity, FieldKind.Attribute, FieldKind.Tag], space.Fields.Select(field => field.Kind));
        Assert.Equal([new() { Kind = MaskingKind.Phone }, new() { Kind = MaskingKind.Hash }, new() { Kind = MaskingKind.Keep, First = 3, Last = 4 }], space.Fields[0].Masking.Allowed);
        Assert.Equal([new() { Kind = MaskingKind.Bucket, Bounds = [18, 30.5m, 45] }, new() { Kind = MaskingKind.Null }], space.Fields[1].Masking.Allowed);
        Assert.Equal([true, false, false], space.Fields.Select(field => field.Masking.Required));
        Assert.Equal(
            [
                new PredicateSegment { Where = "true" },
                new MemberListSegment { Table = "m", Segment = "double-11" },
                new MemberListSegment { Table = "m", Segment = "s", SegmentColumn = "list", KeyColumn = "uid" },
            ],
            space.Segments.Select(segment => segment.Definition));
        Assert.Equal(
            [SpacePermissions.None, SpacePermissions.ApproveDownloads | SpacePermissions.ViewAllDownloads, SpacePermissions.None],
            space.Members.Select(member => member.Permissions));
    }

    [Fact]
    public void Read_Limits_AreTheSpaces()
    {
        var limited = Good.Replace("\"fourEyes\": true,", "\"fourEyes\": true, \"limits\": { \"concurrentTasks\": 5, \"rowsPerDay\": 10000000000 },", StringComparison.Ordinal);

        var limits = Assert.Single(Read(limited).Catalog!.Spaces).Limits;

        Assert.Equal(new() { ConcurrentTasks = 5, RowsPerDay = 10_000_000_000 }, limits);
        Assert.Equal(new() { ConcurrentTasks = 5, RowsPerDay = 10_000_000_000, DownloadsPerTask = 9 }, limits.Or(new() { ConcurrentTasks = 7, DownloadsPerTask = 9 }));
    }

    [Theory]
    [InlineData("{ \"concurrentTasks\": 0 }", "spaces[0].limits.concurrentTasks")]
    [InlineData("{ \"rowsPerDay\": 1.5 }", "spaces[0].limits.rowsPerDay")]
    [InlineData("{ \"downloadsPerTask\": \"3\" }", "spaces[0].limits.downloadsPerTask")]
    [InlineData("{ \"requests\": 3 }", "spaces[0].limits.requests")]
    [InlineData("[]", "spaces[0].limits")]
    public void Read_WrongLimits_AreToldWithTheirPath(string limits, string path) => Assert.Equal(
        path, Assert.Single(Read(Good.Replace("\"fourEyes\": true,", $"\"fourEyes\": true, \"limits\": {limits},", StringComparison.Ordinal)).Errors).Path);

    [Fact]
    public void Read_Groups_AreTheSpaces()
    {
        var groups = Assert.Single(Read(WithGroups("""[ { "group": "/CDP/Analysts" }, { "group": "approvers", "permissions": ["approve_downloads", "view_all_downloads"] } ]""")).Catalog!.Spaces).Groups;

        Assert.Equal([new(new("/CDP/Analysts"), SpacePermissions.None), new(new("approvers"), SpacePermissions.ApproveDownloads | SpacePermissions.ViewAllDownloads)], groups);
    }

    [Theory]
    [InlineData("{}", "spaces[0].groups")]
    [InlineData("[ \"approvers\" ]", "spaces[0].groups[0]")]
    [InlineData("[ { \"permissions\": [] } ]", "spaces[0].groups[0]")]
    [InlineData("[ { \"group\": \"\" } ]", "spaces[0].groups[0].group")]
    [InlineData("[ { \"group\": \"a\\nb\" } ]", "spaces[0].groups[0].group")]
    [InlineData("[ { \"group\": \"a\" }, { \"group\": \"a\" } ]", "spaces[0].groups[1].group")]
    [InlineData("[ { \"group\": \"a\", \"user\": \"alice\" } ]", "spaces[0].groups[0].user")]
    [InlineData("[ { \"group\": \"a\", \"permissions\": [\"admin\"] } ]", "spaces[0].groups[0].permissions[0]")]
    public void Read_WrongGroups_AreToldWithTheirPath(string groups, string path) => Assert.Equal(path, Assert.Single(Read(WithGroups(groups)).Errors).Path);

    [Fact]
    public void Read_Sources_HaveAPathOrFilesByTable()
    {
        var sources = Read(Good).Catalog!.Sources;

        Assert.Equal(("data/sample-cdp.duckdb", 0), (sources["cdp"].Path, sources["cdp"].Files.Count));
        Assert.Equal((null, "lake/*.parquet"), (sources["lake"].Path, sources["lake"].Files["*"]));
        Assert.Equal("m/*.csv", sources["tables"].Files["members"]);
    }

    [Fact]
    public void Read_FilesInABucket_AreAPlaceOfIt()
    {
        var source = Read(Good.Replace("lake/*.parquet", "s3://lake.2026/profile/day=*/**/*.parquet", StringComparison.Ordinal)).Catalog!.Sources["lake"];

        Assert.True(source.IsInS3);
        Assert.True(S3Location.TryParse(source.Files["*"], out var location));
        Assert.Equal(("lake.2026", "profile/day=*/**/*.parquet"), (location.Bucket, location.Pattern));
    }

    [Fact]
    public void Read_ServerAsSource_HasNothingOfItsServer()
    {
        var source = Read(Good.Replace("\"kind\": \"duckdb\", \"path\": \"data/sample-cdp.duckdb\"", "\"kind\": \"postgres\", \"parallelReads\": 4", StringComparison.Ordinal)).Catalog!.Sources["cdp"];

        Assert.Equal((SourceKinds.Postgres, null, 0, 4), (source.Kind, source.Path, source.Files.Count, source.ParallelReads));
    }

    [Fact]
    public void Read_WeightAndParallelReads_AreTheSpacesAndTheSources()
    {
        var plain = Read(Good).Catalog!;
        var set = Read(Good
            .Replace("\"fourEyes\": true,", "\"fourEyes\": true, \"weight\": 5,", StringComparison.Ordinal)
            .Replace("\"kind\": \"duckdb\", \"path\"", "\"kind\": \"duckdb\", \"parallelReads\": 8, \"path\"", StringComparison.Ordinal)).Catalog!;

        Assert.Equal((1, null), (Assert.Single(plain.Spaces).Weight, plain.Sources["cdp"].ParallelReads));
        Assert.Equal((5, 8), (Assert.Single(set.Spaces).Weight, set.Sources["cdp"].ParallelReads));
    }

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver() => Assert.NotNull(CatalogReader.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)]).Catalog);

    /// <summary>What is replaced in the good catalog, by what, and where the error is told.</summary>
    public static TheoryData<string, string, string> Mistakes() => new()
    {
        { "\"sources\"", "\"source\"", "source|$" },
        { "\"spaces\": [", "\"spaces\": [], \"x\": [", "x|spaces" },
        { "\"cdp\": {", "\"c d p\": {", "sources.c d p|spaces[0].source" },
        { "\"lake\": {", "\"cdp\": {", "sources.cdp" },
        { "\"kind\": \"duckdb\", \"path\"", "\"kind\": \"oracle\", \"path\"", "sources.cdp.kind" },
        { "\"kind\": \"duckdb\", \"path\"", "\"path\"", "sources.cdp" },
        { "\"path\": \"data/sample-cdp.duckdb\"", "\"path\": \"a\", \"files\": \"b\"", "sources.cdp" },
        { ", \"path\": \"data/sample-cdp.duckdb\"", "", "sources.cdp" },
        { "\"kind\": \"duckdb\", \"path\"", "\"kind\": \"postgres\", \"path\"", "sources.cdp.path" },
        { "\"files\": \"lake/*.parquet\"", "\"files\": 7", "sources.lake.files" },
        { "\"files\": \"lake/*.parquet\"", "\"files\": {}", "sources.lake.files" },
        { "\"members\": \"m/*.csv\"", "\"members\": \" \"", "sources.tables.files.members" },
        { "\"members\": \"m/*.csv\"", "\"members\": \"s3://lake/m/*.csv\"", "sources.tables" },
        { "\"files\": \"lake/*.parquet\"", "\"files\": \"s3://lake\"", "sources.lake.files" },
        { "\"files\": \"lake/*.parquet\"", "\"files\": \"s3://lake/folder/\"", "sources.lake.files" },
        { "\"files\": \"lake/*.parquet\"", "\"files\": \"s3://La*e/a.parquet\"", "sources.lake.files" },
        { "\"files\": \"lake/*.parquet\"", "\"files\": \"S3://lake/a.parquet\"", "sources.lake.files" },
        { "\"files\": \"lake/*.parquet\"", "\"files\": \"gs://lake/a.parquet\"", "sources.lake.files" },
        { "\"path\": \"data/sample-cdp.duckdb\"", "\"path\": \"s3://lake/cdp.duckdb\"", "sources.cdp.path" },
        { "\"operators\": [", "\"operators\": {}, \"o\": [", "o|operators" },
        { "\"otto@example.com\"", "\"olga\"", "operators[1]" },
        { "\"otto@example.com\"", "\"o\\no\"", "operators[1]" },
        { "\"otto@example.com\"", "7", "operators[1]" },
        { "\"id\": \"retail\"", "\"id\": \"re tail\"", "spaces[0].id" },
        { "\"id\": \"retail\"", "\"id\": 7", "spaces[0].id" },
        { "\"name\": \"零售\"", "\"name\": \"\"", "spaces[0].name" },
        { "\"name\": \"零售\"", "\"name\": \"a\\u0000\"", "spaces[0].name" },
        { "\"name\": \"零售\"", "\"name\": \"\\ud83d\"", "spaces[0].name" },
        { "\"fourEyes\": true", "\"fourEyes\": \"yes\"", "spaces[0].fourEyes" },
        { "\"fourEyes\": true", "\"foureyes\": true", "spaces[0].foureyes" },
        { "\"fourEyes\": true", "\"fourEyes\": true, \"weight\": 0", "spaces[0].weight" },
        { "\"fourEyes\": true", "\"fourEyes\": true, \"weight\": 101", "spaces[0].weight" },
        { "\"kind\": \"duckdb\", \"path\"", "\"kind\": \"duckdb\", \"parallelReads\": 0, \"path\"", "sources.cdp.parallelReads" },
        { "\"source\": \"cdp\"", "\"source\": \"cpd\"", "spaces[0].source" },
        { "\"key\": \"user_id\"", "\"id\": \"user_id\"", "spaces[0].profile.id|spaces[0].profile" },
        { "\"profile\": { \"table\": \"main.profile\", \"key\": \"user_id\" },", "", "spaces[0]" },
        { "\"id\": \"age\"", "\"id\": \"phone\"", "spaces[0].fields[1].id" },
        { "\"kind\": \"tag\"", "\"kind\": \"label\"", "spaces[0].fields[2].kind" },
        { "\"column\": \"tier\"", "\"col\": \"tier\"", "spaces[0].fields[2].col|spaces[0].fields[2]" },
        { "\"hash\"", "\"hahs\"", "spaces[0].fields[0].masking.allowed[1]" },
        { "\"hash\"", "\"phone\"", "spaces[0].fields[0].masking.allowed[1]" },
        { "\"hash\"", "\"keep\"", "spaces[0].fields[0].masking.allowed[1]" },
        { "\"hash\"", "\"bucket\"", "spaces[0].fields[0].masking.allowed[1]" },
        { "\"hash\"", "7", "spaces[0].fields[0].masking.allowed[1]" },
        { "\"hash\"", "{ \"rule\": \"hash\", \"first\": 3 }", "spaces[0].fields[0].masking.allowed[1].first" },
        { "\"hash\"", "{ \"first\": 3 }", "spaces[0].fields[0].masking.allowed[1]" },
        { "\"hash\"", "{ \"rule\": \"hahs\" }", "spaces[0].fields[0].masking.allowed[1].rule" },
        { "\"first\": 3, \"last\": 4", "\"first\": 0", "spaces[0].fields[0].masking.allowed[2]" },
        { "\"first\": 3", "\"first\": 65", "spaces[0].fields[0].masking.allowed[2].first" },
        { "\"last\": 4", "\"last\": -1", "spaces[0].fields[0].masking.allowed[2].last" },
        { "\"last\": 4", "\"last\": 1.5", "spaces[0].fields[0].masking.allowed[2].last" },
        { "[18, 30.5, 45]", "[18, 18, 45]", "spaces[0].fields[1].masking.allowed[0].bounds[1]" },
        { "[18, 30.5, 45]", "[18, \"30\", 45]", "spaces[0].fields[1].masking.allowed[0].bounds[1]" },
        { "[18, 30.5, 45]", "[]", "spaces[0].fields[1].masking.allowed[0].bounds" },
        { "[18, 30.5, 45]", "18", "spaces[0].fields[1].masking.allowed[0].bounds" },
        { "[\"phone\", \"hash\", { \"rule\": \"keep\", \"first\": 3, \"last\": 4 }]", "[]", "spaces[0].fields[0].masking" },
        { "\"allowed\": [\"phone\", \"hash\", { \"rule\": \"keep\", \"first\": 3, \"last\": 4 }], ", "", "spaces[0].fields[0].masking" },
        { "\"where\": \"true\"", "\"where\": \" \"", "spaces[0].segments[0].where" },
        { "\"where\": \"true\"", "\"where\": \"true\", \"members\": {}", "spaces[0].segments[0]" },
        { ", \"where\": \"true\"", "", "spaces[0].segments[0]" },
        { "\"id\": \"double-11\"", "\"id\": \"all\"", "spaces[0].segments[1].id" },
        { "\"segment\": \"double-11\"", "\"list\": \"double-11\"", "spaces[0].segments[1].members.list|spaces[0].segments[1].members" },
        { "\"user\": \"bob\"", "\"user\": \"alice\"", "spaces[0].members[2].user" },
        { "\"user\": \"bob\"", "\"user\": \"b\\nb\"", "spaces[0].members[2].user" },
        { "\"user\": \"bob\"", "\"user\": \"b\\u001b[31mb\"", "spaces[0].members[2].user" },
        { "\"approve_downloads\"", "\"approve\"", "spaces[0].members[1].permissions[0]" },
        { "\"approve_downloads\"", "\"none\"", "spaces[0].members[1].permissions[0]" },
        { "\"approve_downloads\"", "2", "spaces[0].members[1].permissions[0]" },
        { "\"members\": [", "\"members\": {}, \"y\": [", "spaces[0].y|spaces[0].members" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_OneMistake_IsToldWithItsPath(string good, string bad, string paths)
    {
        var reading = Read(ReplaceFirst(Good, good, bad));

        Assert.Null(reading.Catalog);
        Assert.Equal(paths.Split('|'), reading.Errors.Select(error => error.Path));
        Assert.All(reading.Errors, error => Assert.NotEmpty(error.Message));
    }

    [Fact]
    public void Read_ManyMistakes_AreAllTold()
    {
        var text = Good.Replace("\"identity\"", "\"identify\"", StringComparison.Ordinal).Replace("\"hash\"", "\"hahs\"", StringComparison.Ordinal)
            .Replace("\"bob\"", "\"\"", StringComparison.Ordinal);

        Assert.Equal(
            ["spaces[0].fields[0].kind", "spaces[0].fields[0].masking.allowed[1]", "spaces[0].members[2].user"], Read(text).Errors.Select(error => error.Path));
    }

    [Fact]
    public void Read_Mistake_SaysWhatWasFoundAndWhatIsAllowed()
    {
        var error = Assert.Single(Read(ReplaceFirst(Good, "\"tag\"", "\"label\"")).Errors);

        Assert.Equal("spaces[0].fields[2].kind: Found 'label'. Allowed: identity, attribute, tag.", error.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{} {}")]
    [InlineData("{ \"sources\": }")]
    public void Read_NoCatalogAtAll_IsToldAtTheWholeFile(string text) => Assert.Equal("$", Read(text).Errors[0].Path);

    [Fact]
    public void Read_NotUtf8_IsTold() => Assert.Contains("UTF-8", CatalogReader.Read([0x7B, 0xFF, 0x7D]).Errors[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TooDeep_IsTold() => Assert.Equal("$", Assert.Single(Read(new string('[', 100) + new string(']', 100)).Errors).Path);

    [Fact]
    public void Read_TooLarge_IsTold() => Assert.Contains("16777216", Assert.Single(CatalogReader.Read(new byte[CatalogReader.MaxBytes + 1]).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_EveryTruncation_IsToldAndNeverThrows()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            Assert.NotEmpty(Read(Good[..length]).Errors);
        }
    }

    private static string WithGroups(string groups) => Good.Replace("\"fourEyes\": true,", $"\"fourEyes\": true, \"groups\": {groups},", StringComparison.Ordinal);

    private static CatalogReading Read(string text) => CatalogReader.Read(Encoding.UTF8.GetBytes(text));

    private static string ReplaceFirst(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The good catalog has no {old}.");
        return string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length));
    }
}
