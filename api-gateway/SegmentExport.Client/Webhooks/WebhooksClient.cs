using System.Globalization;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Webhooks;

/// <summary>What webhooks' endpoints were told of one space, and were not; for approvers of the space and for operators.</summary>
public sealed class WebhooksClient
{
    private readonly ApiConnection _api;
    private readonly string _path;

    internal WebhooksClient(ApiConnection api, string path) => (_api, _path) = (api, path);

    /// <summary>The endpoints that are told of the space.</summary>
    public async Task<IReadOnlyList<WebhookInfo>> ListAsync(CancellationToken cancellation = default) =>
        (await _api.GetAsync(_path, ClientJson.Default.ItemListWebhookInfo, cancellation)).Items;

    /// <summary>Deliveries, newest first. Each page is asked for when it is come to.</summary>
    /// <param name="status">Only <c>pending</c>, <c>delivered</c> or <c>dead</c> ones; null: all.</param>
    /// <param name="endpoint">Only those to this endpoint; null: to all.</param>
    /// <param name="cancellation">Ends it.</param>
    public IAsyncEnumerable<WebhookDelivery> ListDeliveriesAsync(string? status = null, string? endpoint = null, CancellationToken cancellation = default) => Pages.ReadAsync(
        cursor => _api.GetAsync($"{_path}/deliveries".WithQuery(("status", status), ("endpoint", endpoint), ("cursor", cursor)), ClientJson.Default.ItemListWebhookDelivery, cancellation),
        cancellation);

    /// <summary>Has what was given up tried anew, with all its tries.</summary>
    /// <param name="delivery">The delivery's number.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How it is now.</returns>
    public Task<WebhookDelivery> RedeliverAsync(long delivery, CancellationToken cancellation = default) =>
        PostAsync(string.Create(CultureInfo.InvariantCulture, $"{_path}/deliveries/{delivery}/redeliver"), cancellation);

    /// <summary>Has an endpoint told of nothing but that it is told.</summary>
    /// <param name="endpoint">The endpoint's id.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The delivery, which is still to be tried.</returns>
    public Task<WebhookDelivery> SendTestAsync(string endpoint, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        return PostAsync($"{_path}/{endpoint.Escaped()}/test", cancellation);
    }

    private Task<WebhookDelivery> PostAsync(string path, CancellationToken cancellation) => _api.PostAsync(path, ClientJson.Default.WebhookDelivery, cancellation);
}
