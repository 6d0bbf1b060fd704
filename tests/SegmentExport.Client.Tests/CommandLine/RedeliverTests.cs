using System.Net;
using System.Text.Json;
using SegmentExport.Client.Tests.Support;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>All dead deliveries to an endpoint tried anew, while others change them too.</summary>
public sealed class RedeliverTests
{
    [Fact]
    public async Task Delivery_ThatIsNotDeadAnyMore_IsLeftOut()
    {
        await using var api = new SmallApi(request => Answer(request, refused: (0, HttpStatusCode.OK, "")));
        using var segx = new Segx(api.Address).WithToken("any");

        var (code, output, errors) = await segx.RunAsync("webhooks", "redeliver", "--endpoint", "crm", "--space", "finance", "--json");

        Assert.True(code == 0, errors);
        Assert.Equal([1, 4], Changed(output));
        Assert.Contains("Delivery 2 is left as it is", errors, StringComparison.Ordinal);
        Assert.Contains("(delivery_not_dead)", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfAnotherKind_EndsItAndShowsWhatIsChanged()
    {
        await using var api = new SmallApi(request => Answer(request, refused: (4, HttpStatusCode.Forbidden, "not_permitted")));
        using var segx = new Segx(api.Address).WithToken("any");

        var (code, output, errors) = await segx.RunAsync("webhooks", "redeliver", "--endpoint", "crm", "--space", "finance", "--json");

        Assert.Equal(4, code);
        Assert.Contains("not_permitted", errors, StringComparison.Ordinal);
        Assert.Equal([1], Changed(output));
    }

    private static (HttpStatusCode Status, string Json) Answer(string request, (int Id, HttpStatusCode Status, string Code) refused) => request.Split('/') switch
    {
        [.., "deliveries"] => (HttpStatusCode.OK, $$"""{"items":[{{Delivery(4)}},{{Delivery(3)}},{{Delivery(2)}},{{Delivery(1)}}]}"""),
        [.., var id, "redeliver"] when id == $"{refused.Id}" => (refused.Status, $$"""{"code":"{{refused.Code}}","detail":"No."}"""),
        [.., "2", "redeliver"] => (HttpStatusCode.Conflict, """{"code":"delivery_not_dead","detail":"It is not dead."}"""),
        [.., "3", "redeliver"] => (HttpStatusCode.NotFound, """{"code":"delivery_not_found","detail":"There is none."}"""),
        [.., var id, "redeliver"] => (HttpStatusCode.OK, Delivery(int.Parse(id, null))),
        _ => (HttpStatusCode.NotFound, """{"code":"not_found","detail":"There is none."}"""),
    };

    private static string Delivery(int id) =>
        $$"""{"id":{{id}},"messageId":"m{{id}}","endpoint":"crm","event":"webhook.test","status":"dead","attempts":3,"occurredAt":"2026-11-26T08:00:00Z"}""";

    private static IEnumerable<int> Changed(string output) => JsonDocument.Parse(output).RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetInt32());
}
