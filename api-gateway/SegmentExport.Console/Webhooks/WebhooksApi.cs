using System.Globalization;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Webhooks;

/// <summary>The calls about what webhooks' endpoints were told of a space.</summary>
internal sealed class WebhooksApi(ApiClient api)
{
    public Task<ApiResult<ItemList<WebhookInfo>>> EndpointsAsync(string space, CancellationToken cancellation) => api.GetAsync(Of(space), ApiJson.Default.ItemListWebhookInfo, cancellation);

    /// <summary>A page of deliveries, newest first.</summary>
    /// <param name="space">The space.</param>
    /// <param name="query">Which.</param>
    /// <param name="cursor">Where the page begins; null: it is the first.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ApiResult<ItemList<WebhookDelivery>>> DeliveriesAsync(string space, DeliveryQuery query, string? cursor, CancellationToken cancellation) =>
        api.GetAsync($"{Of(space)}/deliveries{query.ToApi(cursor)}", ApiJson.Default.ItemListWebhookDelivery, cancellation);

    public Task<ApiResult<WebhookDelivery>> RedeliverAsync(string space, long delivery) =>
        api.PostAsync(string.Create(CultureInfo.InvariantCulture, $"{Of(space)}/deliveries/{delivery}/redeliver"), ApiJson.Default.WebhookDelivery);

    public Task<ApiResult<WebhookDelivery>> TestAsync(string space, string endpoint) => api.PostAsync($"{Of(space)}/{Uri.EscapeDataString(endpoint)}/test", ApiJson.Default.WebhookDelivery);

    private static string Of(string space) => $"api/v1/spaces/{Uri.EscapeDataString(space)}/webhooks";
}
