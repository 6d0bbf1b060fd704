using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Webhooks;

/// <summary>What approvers and operators see and repeat of deliveries, and that the audit has who did.</summary>
public sealed class DeliveryTests(RunningGateway gateway)
{
    private const string Webhooks = "/api/v1/spaces/retail/webhooks";

    [Fact]
    public async Task Delivery_GivenUp_IsSeenAndTriedAnewByApproverAndOperator()
    {
        var id = await gateway.EndedDeliveryAsync("gone");

        var dead = await FindAsync(id);
        var again = await gateway.Olga.SendForJsonAsync(HttpMethod.Post, $"{Webhooks}/deliveries/{id}/redeliver");
        var deadAgain = await WaitAsync(id, item => item.GetProperty("status").GetString() == "dead");

        Assert.Equal(("dead", 1), (dead.GetProperty("status").GetString(), dead.GetProperty("attempts").GetInt32()));
        Assert.NotNull(dead.GetProperty("error").GetString());
        Assert.Equal(("pending", 0), (again.GetProperty("status").GetString(), again.GetProperty("attempts").GetInt32()));
        Assert.Equal(dead.GetProperty("messageId").GetString(), deadAgain.GetProperty("messageId").GetString());
        var audit = (await gateway.Carol.SendForJsonAsync(HttpMethod.Get, $"/api/v1/spaces/retail/audit?task={dead.GetProperty("taskId").GetString()}")).GetProperty("items");
        var row = Assert.Single(audit.EnumerateArray(), row => row.GetProperty("action").GetString() == "redeliver");
        Assert.Equal(
            ("olga", "ok", "gone", id, JsonValueKind.Null, JsonValueKind.Null),
            (row.GetProperty("actor").GetString(), row.GetProperty("outcome").GetString(), row.GetProperty("webhook").GetString(), row.GetProperty("deliveryId").GetInt64(),
                row.GetProperty("container").ValueKind, row.GetProperty("range").ValueKind));
    }

    [Fact]
    public async Task Redelivery_ThatIsRefused_IsInTheAuditWithTheNumberThatWasAskedFor()
    {
        const long Nowhere = 8_765_432_109;
        await gateway.Alice.RefusedAsync(HttpMethod.Post, $"{Webhooks}/deliveries/{Nowhere}/redeliver", HttpStatusCode.Forbidden, "not_permitted");
        await gateway.Carol.RefusedAsync(HttpMethod.Post, $"{Webhooks}/deliveries/{Nowhere}/redeliver", HttpStatusCode.NotFound, "delivery_not_found");

        var audit = (await gateway.Carol.SendForJsonAsync(HttpMethod.Get, "/api/v1/spaces/retail/audit?limit=200")).GetProperty("items");
        var rows = audit.EnumerateArray().Where(row => row.GetProperty("deliveryId") is { ValueKind: JsonValueKind.Number } number && number.GetInt64() == Nowhere);
        Assert.Equal(
            [("alice", "not_permitted", JsonValueKind.Null), ("carol", "delivery_not_found", JsonValueKind.Null)],
            rows.OrderBy(row => row.GetProperty("actor").GetString(), StringComparer.Ordinal).Select(row => (row.GetProperty("actor").GetString(), row.GetProperty("outcome").GetString(), row.GetProperty("webhook").ValueKind)));
    }

    [Fact]
    public async Task Answers_HaveNoAddressSecretOrPerson()
    {
        await gateway.EndedDeliveryAsync("gone");

        var answers = $"{await gateway.Carol.SendForJsonAsync(HttpMethod.Get, Webhooks)}{await gateway.Carol.SendForJsonAsync(HttpMethod.Get, $"{Webhooks}/deliveries")}";

        Assert.Contains("\"gone\"", answers, StringComparison.Ordinal);
        Assert.All(new[] { "whsec", "127.0.0.1", "http", "alice" }, hidden => Assert.DoesNotContain(hidden, answers, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Test_OfAnEndpoint_IsADeliveryLikeAnother()
    {
        var test = await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{Webhooks}/gone/test");

        var ended = await WaitAsync(test.GetProperty("id").GetInt64(), item => item.GetProperty("status").GetString() != "pending");

        var audit = (await gateway.Carol.SendForJsonAsync(HttpMethod.Get, "/api/v1/spaces/retail/audit?limit=200")).GetProperty("items");
        Assert.Contains(audit.EnumerateArray(), row => row.GetProperty("action").GetString() == "webhook_test" && row.GetProperty("webhook").GetString() == "gone");
        Assert.Equal(("webhook.test", JsonValueKind.Null), (ended.GetProperty("event").GetString(), ended.GetProperty("taskId").ValueKind));
    }

    [Theory]
    [InlineData("deliveries/1x/redeliver", "delivery_not_found")]
    [InlineData("deliveries/99999999999999999999/redeliver", "delivery_not_found")]
    [InlineData("nobody/test", "webhook_not_found")]
    public async Task Change_OfWhatThereIsNot_Is404(string path, string code) => await gateway.Carol.RefusedAsync(HttpMethod.Post, $"{Webhooks}/{path}", HttpStatusCode.NotFound, code);

    [Fact]
    public async Task List_WithACursorThatIsNone_Is400() =>
        await gateway.Carol.RefusedAsync(HttpMethod.Get, $"{Webhooks}/deliveries?cursor=x", HttpStatusCode.BadRequest, "invalid_cursor");

    [Theory]
    [InlineData("")]
    [InlineData("%00")]
    [InlineData("CRM")]
    [InlineData("a_b")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345")]
    public async Task List_OfAnEndpointThatNoSettingsCanName_Is400(string endpoint) =>
        await gateway.Carol.RefusedAsync(HttpMethod.Get, $"{Webhooks}/deliveries?endpoint={endpoint}", HttpStatusCode.BadRequest, "invalid_parameter");

    private async Task<JsonElement> FindAsync(long id) => await WaitAsync(id, _ => true);

    private async Task<JsonElement> WaitAsync(long id, Predicate<JsonElement> until)
    {
        var list = await gateway.Carol.WaitForAsync($"{Webhooks}/deliveries?endpoint=gone&limit=200", list => Of(list).Any(item => until(item)), TimeSpan.FromSeconds(60));
        return Of(list).First();

        IEnumerable<JsonElement> Of(JsonElement list) => list.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("id").GetInt64() == id);
    }
}
