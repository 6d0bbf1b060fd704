using System.Net;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Live;
using SegmentExport.WebConsole.Webhooks;

namespace SegmentExport.WebConsole.Tests.Components;

/// <summary>The page of deliveries that is shown: what of it changes by itself, how often it is asked for, and what is left where it cannot be read.</summary>
public sealed class DeliveryListTests : IDisposable
{
    private static readonly DeliveryPlace First = DeliveryPlace.FirstOf("retail", new(null, null));

    private readonly SomeAnswers _api;
    private readonly HttpClient _http;
    private readonly DeliveryList _list;
    private Func<string, HttpResponseMessage> _deliveries = _ => Page(Of("pending"));

    public DeliveryListTests()
    {
        _api = new((path, _) => Task.FromResult(path.Contains("/deliveries", StringComparison.Ordinal) ? _deliveries(path) : SomeAnswers.Ok(new ItemList<WebhookInfo> { Items = [] })));
        _http = _api.CreateClient();
        _list = new(new(new(_http, new SignedIn())));
    }

    /// <summary>How often deliveries were asked for.</summary>
    private int Asked => _api.Asked.Count(path => path.Contains("/deliveries", StringComparison.Ordinal));

    [Fact]
    public async Task Look_AtAPageWithAPendingRow_ShowsWhatIsThereNow_WithItsFilterAtItsPlace()
    {
        var pending = DeliveryPlace.FirstOf("retail", new("pending", "crm"));
        await LoadAsync(pending.Next("later"));
        var live = _list.Live;
        _deliveries = _ => Page();

        var isNew = await LookAsync();

        Assert.Equal((LiveStatus.Live, true, null), (live, isNew, _list.Live));
        Assert.Empty(_list.Page!.Items);
        Assert.Equal(2, _list.Page.Place.Number);
        var asked = _api.Asked.Where(path => path.Contains("/deliveries", StringComparison.Ordinal)).Distinct();
        Assert.Equal("/api/v1/spaces/retail/webhooks/deliveries?limit=20&status=pending&endpoint=crm&cursor=later", Assert.Single(asked));
    }

    [Theory]
    [InlineData("delivered")]
    [InlineData("dead")]
    public async Task Look_AtAPageThatHasEnded_AsksNothing(string status)
    {
        _deliveries = _ => Page(Of(status));
        await LoadAsync(First);

        Assert.False(await LookAsync());
        Assert.Equal((1, null), (Asked, _list.Live));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Look_ThatIsRefused_IsTheLast(HttpStatusCode status)
    {
        await LoadAsync(First);
        _deliveries = _ => new(status) { Content = new StringContent("{}") };

        var isNew = await LookAsync();
        await LookAsync(10);

        Assert.Equal((true, null, (int)status, 2), (isNew, _list.Page, _list.Problem!.Status, Asked));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Looks_ThatBringNothingNew_AreHalfAsManyEachTime(HttpStatusCode status)
    {
        await LoadAsync(First);
        _deliveries = _ => status == HttpStatusCode.OK ? Page(Of("pending")) : new(status);
        var askedAt = new List<int>();
        for (var look = 1; look <= 125; look++)
        {
            if (await LookAsync())
            {
                askedAt.Add(look);
            }
        }

        Assert.Equal([1, 3, 7, 15, 31, 61, 91, 121], askedAt);
        Assert.Equal(status == HttpStatusCode.OK ? LiveStatus.Live : LiveStatus.Lost, _list.Live);
        Assert.Single(_list.Page!.Items);
    }

    [Fact]
    public async Task Looks_AfterNews_AreOftenAgain()
    {
        var attempts = 0;
        await LoadAsync(First);
        _deliveries = _ => new(HttpStatusCode.ServiceUnavailable);
        await LookAsync(7);
        _deliveries = _ => Page(Of("pending") with { Attempts = ++attempts });
        await LookAsync(8);
        var slow = Asked;

        await LookAsync(3);

        Assert.Equal((5, 8, LiveStatus.Live), (slow, Asked, _list.Live));
    }

    [Fact]
    public async Task Page_ThatCannotBeRead_LeavesTheOneBeforeAtItsPlace()
    {
        _deliveries = _ => Page("later", Of("delivered"));
        await LoadAsync(First);
        _deliveries = _ => new(HttpStatusCode.ServiceUnavailable);

        var problem = await LoadAsync(_list.Page!.Place.Next("later"));
        _deliveries = _ => Page("later", Of("dead"));
        await LookAsync();

        Assert.Equal(503, problem!.Status);
        Assert.Equal((1, null), (_list.Page!.Place.Number, _list.Page.Place.Cursor));
        Assert.Equal("dead", Assert.Single(_list.Page.Items).Status);
        Assert.Null(_list.Problem);
    }

    [Fact]
    public async Task Filter_WhosePageCannotBeRead_DoesNotShowWhatAnotherFound()
    {
        await LoadAsync(First);
        _deliveries = _ => new(HttpStatusCode.ServiceUnavailable);

        var problem = await LoadAsync(DeliveryPlace.FirstOf("retail", new("dead", null)));

        Assert.Equal((null, null, 503), (problem, _list.Page, _list.Problem!.Status));
    }

    [Fact]
    public async Task Places_GoForthAndBack()
    {
        var third = First.Next("a").Next("b");

        Assert.Equal((3, "b", 2, "a"), (third.Number, third.Cursor, third.Previous.Number, third.Previous.Cursor));
        Assert.Equal((1, null), (third.Previous.Previous.Number, third.Previous.Previous.Cursor));
        await LoadAsync(third);
        await _list.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(third, _list.Page!.Place);
    }

    [Fact]
    public async Task Load_ThatIsEnded_IsOnItsWayNoMore()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _list.LoadAsync(First, ended.Token));

        Assert.False(_list.IsLoading);
    }

    public void Dispose()
    {
        _http.Dispose();
        _api.Dispose();
    }

    private static HttpResponseMessage Page(params WebhookDelivery[] items) => Page(null, items);

    private static HttpResponseMessage Page(string? next, params WebhookDelivery[] items) => SomeAnswers.Ok(new ItemList<WebhookDelivery> { Items = items, NextCursor = next });

    private static WebhookDelivery Of(string status) => new()
    {
        Id = 7,
        MessageId = "msg_1",
        Endpoint = "crm",
        Event = "webhook.test",
        OccurredAt = SomeTasks.Now,
        Status = status,
        Attempts = 0,
    };

    private Task<ApiProblem?> LoadAsync(DeliveryPlace place) => _list.LoadAsync(place, TestContext.Current.CancellationToken);

    private Task<bool> LookAsync() => _list.LookAsync(TestContext.Current.CancellationToken);

    private async Task LookAsync(int times)
    {
        for (var look = 0; look < times; look++)
        {
            await LookAsync();
        }
    }
}
