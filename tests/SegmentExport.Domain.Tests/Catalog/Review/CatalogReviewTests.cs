using System.Text;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Catalog.Review;

namespace SegmentExport.Domain.Tests.Catalog.Review;

public sealed class CatalogReviewTests
{
    private const string Right = """
        {
          "sources": { "cdp": { "kind": "duckdb", "path": "cdp.duckdb" } },
          "spaces": [ {
            "id": "retail", "name": "Retail", "fourEyes": false, "source": "cdp", "profile": { "table": "users", "key": "id" },
            "fields": [ { "id": "phone", "name": "Phone", "kind": "identity", "column": "phone" } ],
            "segments": [ { "id": "vip", "name": "VIP", "where": "vip" } ],
            "members": [ { "user": "carol", "permissions": [ "approve_downloads", "view_all_downloads" ] } ]
          } ]
        }
        """;

    [Fact]
    public void Review_OfACatalogThatIsMeant_FindsNothing() => Assert.Empty(Read(Right).Review());

    [Theory]
    [InlineData("\"cdp\": {", "\"old\": { \"kind\": \"duckdb\", \"path\": \"o\" }, \"cdp\": {", "sources.old", "No space reads")]
    [InlineData("\"segments\": [ { \"id\": \"vip\", \"name\": \"VIP\", \"where\": \"vip\" } ]", "\"segments\": []", "spaces[0].segments", "nothing can be exported")]
    [InlineData("\"column\": \"phone\" }", "\"column\": \"phone\" }, { \"id\": \"p2\", \"name\": \"P2\", \"kind\": \"identity\", \"column\": \"PHONE\" }", "spaces[0].fields[1].column", "2 fields")]
    [InlineData("[ { \"user\": \"carol\", \"permissions\": [ \"approve_downloads\", \"view_all_downloads\" ] } ]", "[]", "spaces[0].members", "Nobody belongs")]
    [InlineData("\"approve_downloads\", ", "", "spaces[0].members", "Nobody may approve")]
    [InlineData("\"fourEyes\": false", "\"fourEyes\": true", "spaces[0].members", "four eyes")]
    public void Review_OfACatalogThatIsHardlyMeant_SaysWhereAndWhatToDo(string old, string changed, string path, string expected)
    {
        var found = Assert.Single(Read(Right.Replace(old, changed, StringComparison.Ordinal)).Review());

        Assert.Equal(path, found.Path);
        Assert.Contains(expected, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Review_OfApproversByGroup_FindsNothing() =>
        Assert.Empty(Read(Right.Replace("\"fourEyes\": false", "\"fourEyes\": true, \"groups\": [ { \"group\": \"a\", \"permissions\": [ \"approve_downloads\", \"view_all_downloads\" ] } ]", StringComparison.Ordinal)).Review());

    private static SpaceCatalog Read(string json) => CatalogReader.Read(Encoding.UTF8.GetBytes(json)).Catalog!;
}
