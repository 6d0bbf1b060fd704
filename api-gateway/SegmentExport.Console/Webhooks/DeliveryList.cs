using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Live;

namespace SegmentExport.WebConsole.Webhooks;

/// <summary>
/// The page of deliveries that is shown, with the space's endpoints: read when somebody asks for it, and again by itself while it may change. What is shown, and where that is in its list, changes as one, once it was read.
/// </summary>
internal sealed class DeliveryList(WebhooksApi api)
{
    // In calls of LookAsync.
    private const int LongestPause = 30;

    private DeliveryPlace? _asked;
    private int _loads;
    private int _pause = 1;
    private int _passed;

    /// <summary>What is shown; null: nothing was read yet, or the reader may not see it any more.</summary>
    public DeliveryPage? Page { get; private set; }

    /// <summary>The space's endpoints.</summary>
    public IReadOnlyList<WebhookInfo> Endpoints { get; private set; } = [];

    /// <summary>Why it could not be read the last time; null: it could.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>Whether a page that somebody asked for is on its way.</summary>
    public bool IsLoading => _asked is not null;

    /// <summary>Whether what is shown is kept up to date; null: there is nothing in it that changes by itself.</summary>
    public LiveStatus? Live => Page is null ? null : Problem is not null ? LiveStatus.Lost : Page.IsPending ? LiveStatus.Live : null;

    /// <summary>Shows a page. The one before stays until it is there.</summary>
    /// <returns>Why it could not be read, where the one before is still shown; null: it was, or <see cref="Problem" /> stands in its place.</returns>
    public async Task<ApiProblem?> LoadAsync(DeliveryPlace place, CancellationToken cancellation)
    {
        var load = ++_loads;
        _asked = place;
        try
        {
            var (endpoints, deliveries) = await ReadAsync(place, cancellation);
            if (load != _loads)
            {
                return null;
            }

            Show(place, endpoints, deliveries);
            (_pause, _passed) = (1, 0);
            return Page is null ? null : Problem;
        }
        finally
        {
            if (load == _loads)
            {
                _asked = null;
            }
        }
    }

    /// <summary>Reads the page anew that was asked for last.</summary>
    /// <returns>As <see cref="LoadAsync" />.</returns>
    public Task<ApiProblem?> ReloadAsync(CancellationToken cancellation) =>
        (_asked ?? Page?.Place) is { } place ? LoadAsync(place, cancellation) : Task.FromResult<ApiProblem?>(null);

    /// <summary>A while has gone by: what is shown is read anew where it may have changed. Each time that it has not, or cannot be read, the next is left to twice as many calls, up to thirty.</summary>
    /// <returns>Whether there may be something new to show.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellation)
    {
        if (IsLoading || Page is not { } page || Live is null || ++_passed < _pause)
        {
            return false;
        }

        _passed = 0;
        var load = _loads;
        var (endpoints, deliveries) = await ReadAsync(page.Place, cancellation);
        if (load != _loads)
        {
            return false;
        }

        _pause = Show(page.Place, endpoints, deliveries) ? 1 : Math.Min(2 * _pause, LongestPause);
        return true;
    }

    /// <summary>Shows nothing any more, nor what is on its way.</summary>
    public void Close()
    {
        _loads++;
        (_asked, Problem) = (null, null);
        Empty();
    }

    private async Task<(ApiResult<ItemList<WebhookInfo>> Endpoints, ApiResult<ItemList<WebhookDelivery>> Deliveries)> ReadAsync(DeliveryPlace place, CancellationToken cancellation)
    {
        var endpoints = api.EndpointsAsync(place.Space, cancellation);
        var deliveries = api.DeliveriesAsync(place.Space, place.Query, place.Cursor, cancellation);
        return (await endpoints, await deliveries);
    }

    /// <returns>Whether that is news.</returns>
    private bool Show(DeliveryPlace place, ApiResult<ItemList<WebhookInfo>> endpoints, ApiResult<ItemList<WebhookDelivery>> deliveries)
    {
        var (before, wasLost) = (Page, Problem is not null);
        Problem = endpoints.Problem ?? deliveries.Problem;
        if (endpoints.IsOk && deliveries.IsOk)
        {
            (Endpoints, Page) = (endpoints.Value.Items, new(place, deliveries.Value.Items, deliveries.Value.NextCursor));
            return wasLost || before is null || !before.Items.SequenceEqual(Page.Items);
        }

        // Nor is what other filters found an answer to these.
        if (Problem is { Status: 401 or 403 or 404 } || (before is not null && !before.Place.IsOfSameListAs(place)))
        {
            Empty();
        }

        return false;
    }

    private void Empty() => (Page, Endpoints) = (null, []);
}
