using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class ApiClientTests
{
    private static readonly SomeAnswers Silent = new(async (_, cancellation) =>
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return new();
    });

    [Fact]
    public async Task Call_ThatNobodyAnswersInTime_IsAProblem()
    {
        using var http = Silent.CreateClient(TimeSpan.FromMilliseconds(20));
        var client = new ApiClient(http, new SignedIn());

        var read = await client.GetAsync("list", ApiJson.Default.ItemListWebhookInfo, TestContext.Current.CancellationToken);
        var status = await client.HeadAsync("file", TestContext.Current.CancellationToken);

        Assert.Equal(ApiProblem.Offline, read.Problem);
        Assert.Equal(0, status);
    }

    [Fact]
    public async Task Call_ThatTheCallerEnds_Ends()
    {
        using var http = Silent.CreateClient();
        using var ended = new CancellationTokenSource();
        var client = new ApiClient(http, new SignedIn());
        Task<ApiResult<ItemList<WebhookInfo>>> read = client.GetAsync("list", ApiJson.Default.ItemListWebhookInfo, ended.Token);
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }
}
