using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Users;

/// <summary>The portrait's user list over HTTP.</summary>
public sealed class UserListTests(RunningGateway gateway)
{
    private const string Everyone = "/api/v1/spaces/retail/segments/everyone/users/query";

    public static TheoryData<string> Injections =>
    [
        "' OR '1'='1",
        "'; DROP TABLE profile; --",
        "北京' UNION SELECT id_card FROM profile --",
        "\") OR true --",
        "$1",
        "%",
        "\\' OR 1=1 --",
    ];

    [Fact]
    public async Task Query_EveryColumn_ShowsWhatCanBeMaskedMaskedAndTheRestAsItIs()
    {
        var page = await QueryAsync(new { limit = 200 });

        var columns = page.GetProperty("columns").EnumerateArray().ToDictionary(column => column.GetProperty("id").GetString()!, column => column.GetProperty("masking").GetString());
        Assert.Equal(20, columns.Count);
        Assert.Equal(("hash", "name", "phone", "id_card", null), (columns["user_id"], columns["name"], columns["phone"], columns["id_card"], columns["city"]));
        Assert.Equal(3000, page.GetProperty("rowsTotal").GetInt64());
        Assert.Equal(200, page.GetProperty("items").GetArrayLength());
        foreach (var user in page.GetProperty("items").EnumerateArray())
        {
            Assert.Equal(columns.Keys, user.EnumerateObject().Select(value => value.Name));
            Assert.Matches("^[0-9a-f]{64}$", user.GetProperty("user_id").GetString());
            Assert.Matches(@"^\d{3}\*{4}\d{4}$", user.GetProperty("phone").GetString() ?? "138****0000");
            Assert.Equal(JsonValueKind.Number, user.GetProperty("order_count").ValueKind);
            Assert.Contains(user.GetProperty("is_member").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
            Assert.Equal(JsonValueKind.String, user.GetProperty("age").ValueKind);
            Assert.Matches(@"^\d{4}-\d{2}-\d{2}T", user.GetProperty("registered_at").GetString());
        }
    }

    [Fact]
    public async Task Query_PageAfterPage_ShowsEveryUserOnceAndTheFileHasTheSame()
    {
        object[] filters = [new { field = "age", @operator = "ge", value = "30" }, new { field = "gender", @operator = "eq", value = "女" }];
        var shown = new List<string>();
        string? cursor = null;
        do
        {
            var page = await QueryAsync(new { columns = new[] { "user_id", "city" }, filters, limit = 150, cursor }, "double-11");
            Assert.Equal(cursor is null, page.GetProperty("rowsTotal").ValueKind == JsonValueKind.Number);
            shown.AddRange(page.GetProperty("items").EnumerateArray().Select(user => user.GetRawText()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.InRange(shown.Count, 100, 500);
        Assert.Equal(shown.Count, shown.Distinct().Count());
        Assert.Equal(shown, await ExportAsync("double-11", filters));
    }

    [Theory]
    [MemberData(nameof(Injections))]
    public async Task Query_FilterThatTriesSql_IsOnlyAValue(string value)
    {
        foreach (var comparison in new[] { "eq", "contains", "ne" })
        {
            var page = await QueryAsync(new { columns = new[] { "city" }, filters = new object[] { new { field = "city", @operator = comparison, value } } });
            Assert.Equal(comparison == "ne" ? 3000 : 0, page.GetProperty("rowsTotal").GetInt64());
        }

        // Neither as a name of a column, nor of an operator, nor of a segment.
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { columns = new[] { value } }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { filters = new object[] { new { field = value, @operator = "eq", value = "1" } } }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { filters = new object[] { new { field = "city", @operator = value, value = "1" } } }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new { }, $"/api/v1/spaces/retail/segments/{Uri.EscapeDataString(value)}/users/query"));
        Assert.Equal(3000, (await QueryAsync(new { limit = 1 })).GetProperty("rowsTotal").GetInt64());
    }

    [Theory]
    [InlineData("age", "gt", "thirty", "filters[0].value")]
    [InlineData("registered_at", "lt", "yesterday", "filters[0].value")]
    [InlineData("is_member", "eq", "maybe", "filters[0].value")]
    [InlineData("age", "gt", null, "filters[0].value")]
    [InlineData("age", "is_null", "1", "filters[0].value")]
    [InlineData("id_card", "ge", "110101", "filters[0].operator")]
    [InlineData("id_card", "contains", "1990", "filters[0].operator")]
    [InlineData("nope", "eq", "1", "filters[0].field")]
    public async Task Query_FilterThatDoesNotFit_IsRefusedWithItsPlaceAndWithoutItsValue(string field, string comparison, string? value, string path)
    {
        object filter = new { field, @operator = comparison, value };
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Post, Everyone, new { filters = new[] { filter } });
        var text = await answer.Content.ReadAsStringAsync();
        var problem = JsonDocument.Parse(text).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(path, problem.GetProperty("errors")[0].GetProperty("path").GetString());
        Assert.DoesNotContain(value is { Length: > 3 } ? value : "\u0001", text, StringComparison.Ordinal);

        // A task takes the same filters, and refuses the same.
        using var task = await gateway.Alice.SendAsync(
            HttpMethod.Post,
            "/api/v1/spaces/retail/download-tasks",
            new { segmentId = "everyone", reason = "A test", fields = new object[] { new { id = "city" } }, filters = new[] { filter } });
        Assert.Equal(HttpStatusCode.BadRequest, task.StatusCode);
        var refused = JsonDocument.Parse(await task.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(problem.GetProperty("code").GetString(), refused.GetProperty("code").GetString());
        Assert.Equal(path, refused.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task Query_CursorOfAnotherList_IsRefused()
    {
        var cursor = (await QueryAsync(new { limit = 1 })).GetProperty("nextCursor").GetString();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new { limit = 1, cursor }));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new { limit = 5, cursor, columns = new[] { "city" } }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { cursor, filters = new object[] { new { field = "city", @operator = "eq", value = "北京" } } }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { cursor }, "/api/v1/spaces/retail/segments/high-value/users/query"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { cursor = "x" + cursor }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { cursor = "" }));
    }

    [Fact]
    public async Task Query_Stranger_SeesNoMoreThanThatThereIsNothing()
    {
        Assert.Equal(HttpStatusCode.NotFound, await gateway.Erin.StatusOfAsync(HttpMethod.Post, Everyone, new { }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new { }, "/api/v1/spaces/retail/segments/nope/users/query"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(new { }, "/api/v1/spaces/nope/segments/everyone/users/query"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { limit = 1000 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(new { unknown = 1 }));
    }

    [Fact]
    public async Task Query_EveryPage_IsAuditedBeforeItGoesOut()
    {
        var before = Audited();

        await QueryAsync(new { columns = new[] { "phone", "city" }, limit = 7 });
        await StatusAsync(new { columns = new[] { "nope" } });

        var rows = Audited()[before.Count..];
        Assert.Contains(("ok", 7L, """["phone","city"]"""), rows);
        Assert.Contains(("unknown_field", null, null), rows);
    }

    private Task<JsonElement> QueryAsync(object body, string segment = "everyone") =>
        gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"/api/v1/spaces/retail/segments/{segment}/users/query", body);

    private Task<HttpStatusCode> StatusAsync(object body, string path = Everyone) => gateway.Alice.StatusOfAsync(HttpMethod.Post, path, body);

    private List<(string Outcome, long? Rows, string? Fields)> Audited()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.DataPath, "segment-export.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT outcome, row_count, fields FROM audit WHERE action = 'users' AND space_id = 'retail' AND actor = 'alice' ORDER BY audit_id";
        using var rows = command.ExecuteReader();
        var found = new List<(string, long?, string?)>();
        while (rows.Read())
        {
            found.Add((rows.GetString(0), rows.IsDBNull(1) ? null : rows.GetInt64(1), rows.IsDBNull(2) ? null : rows.GetString(2)));
        }

        return found;
    }

    /// <summary>The lines of the file that has the list's columns, masks and filters.</summary>
    private async Task<string[]> ExportAsync(string segment, object[] filters)
    {
        var created = await gateway.Alice.SendForJsonAsync(
            HttpMethod.Post,
            "/api/v1/spaces/retail/download-tasks",
            new
            {
                segmentId = segment,
                reason = "Download current list",
                fields = new object[] { new { id = "user_id", masking = "hash" }, new { id = "city" } },
                filters,
                format = "jsonl",
                origin = "segment_portrait",
            });
        var task = $"/api/v1/spaces/retail/download-tasks/{created.GetProperty("id").GetString()}";
        await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { });
        await gateway.Alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        using var file = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");
        return (await file.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
