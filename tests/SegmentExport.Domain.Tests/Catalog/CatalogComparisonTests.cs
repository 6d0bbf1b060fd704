using System.Text;
using System.Text.Json.Nodes;
using SegmentExport.Domain.Catalog;

namespace SegmentExport.Domain.Tests.Catalog;

public sealed class CatalogComparisonTests
{
    private const string Json = """
        {
          "sources": { "cdp": { "kind": "duckdb", "path": "cdp.duckdb" } },
          "spaces": [ {
            "id": "retail", "name": "Retail", "fourEyes": false, "source": "cdp", "profile": { "table": "users", "key": "id" },
            "fields": [ { "id": "phone", "name": "Phone", "kind": "identity", "column": "phone", "masking": { "allowed": [ "phone" ], "required": true } } ],
            "segments": [ { "id": "vip", "name": "VIP", "where": "vip" } ],
            "members": [ { "user": "alice", "permissions": [] } ]
          } ]
        }
        """;

    [Theory]
    [InlineData("/name", "\"Other\"", true)]
    [InlineData("/fourEyes", "true", true)]
    [InlineData("/weight", "7", true)]
    [InlineData("/limits", "{ \"concurrentTasks\": 3 }", true)]
    [InlineData("/members", "[ { \"user\": \"bob\", \"permissions\": [ \"approve_downloads\" ] } ]", true)]
    [InlineData("/groups", "[ { \"group\": \"approvers\", \"permissions\": [ \"approve_downloads\" ] } ]", true)]
    [InlineData("/profile", "{ \"table\": \"people\", \"key\": \"id\" }", false)]
    [InlineData("/segments", "[ { \"id\": \"vip\", \"name\": \"VIP\", \"where\": \"not vip\" } ]", false)]
    [InlineData("/fields", "[ { \"id\": \"phone\", \"name\": \"Phone\", \"kind\": \"identity\", \"column\": \"phone\", \"masking\": { \"allowed\": [ \"phone\" ], \"required\": false } } ]", false)]
    public void HasDataOf_OfACatalogWithOneThingChanged_IsTrueForWhatNoSourceHasToBearOut(string path, string value, bool same)
    {
        var changed = JsonNode.Parse(Json)!;
        changed["spaces"]![0]![path[1..]] = JsonNode.Parse(value);

        Assert.Equal(same, Read(changed.ToJsonString()).HasDataOf(Read(Json)));
    }

    [Fact]
    public void HasDataOf_OfACatalogWithAnotherPath_IsFalse() => Assert.False(Read(Json.Replace("cdp.duckdb", "new.duckdb", StringComparison.Ordinal)).HasDataOf(Read(Json)));

    [Fact]
    public void HasDataOf_OfACatalogWithAnotherBoundOfParallelReads_IsTrue() =>
        Assert.True(Read(Json.Replace("\"kind\": \"duckdb\"", "\"kind\": \"duckdb\", \"parallelReads\": 2", StringComparison.Ordinal)).HasDataOf(Read(Json)));

    private static SpaceCatalog Read(string json)
    {
        var reading = CatalogReader.Read(Encoding.UTF8.GetBytes(json));
        return reading.Catalog ?? throw new InvalidOperationException(string.Join('\n', reading.Errors));
    }
}
