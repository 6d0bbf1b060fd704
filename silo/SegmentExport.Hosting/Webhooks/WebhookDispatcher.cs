using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>Tells endpoints what the outbox has for them, on each silo; each delivery is taken by one of them. Endpoints wait for nobody: each has its own turn.</summary>
internal sealed partial class WebhookDispatcher(
    WebhookOutbox outbox, WebhookSender sender, IOptions<WebhookOptions> settings, TimeProvider time, ILogger<WebhookDispatcher> logger) : BackgroundService
{
    private const int AtOnce = 8;

    // What is taken is given back where the silo dies: later than any try can take.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    // What came of a try is written also while the silo stops.
    private static readonly TimeSpan WritingLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RenewPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ForgetPeriod = TimeSpan.FromHours(1);

    private readonly WebhookOptions _options = settings.Value;
    private DateTimeOffset _renewAt;
    private DateTimeOffset _removeAt;
    private DateTimeOffset _forgetAt;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var turns = _options.Endpoints.Keys.Select(id => RepeatAsync(ending => DispatchAsync(id, ending), either.Token)).Prepend(RepeatAsync(TendAsync, either.Token)).ToList();

        // One that ends before the stop has met what nobody thought of: the others do not hide it.
        await Task.WhenAny(turns);
        await either.CancelAsync();
        await Task.WhenAll(turns);
    }

    /// <summary>Says that the settings name their endpoints, removes those that no silo has named for long, and forgets what has ended long ago; each in its time.</summary>
    public async Task TendAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now < _renewAt)
        {
            return;
        }

        // This silo has just started, or was late: so the others may have been, and have time to name theirs.
        if (now >= _renewAt + RenewPeriod)
        {
            _removeAt = now + Lease;
        }

        foreach (var (id, endpoint) in _options.Endpoints)
        {
            await outbox.RenewAsync(id, endpoint.Space, now, cancellation);
        }

        if (now >= _removeAt)
        {
            await RemoveAsync(now, cancellation);
        }

        if (now >= _forgetAt)
        {
            await outbox.ForgetAsync(now - _options.Keep, cancellation);
            _forgetAt = now + ForgetPeriod;
        }

        _renewAt = now + RenewPeriod;
    }

    /// <summary>Delivers all that is due to an endpoint.</summary>
    public async Task DispatchAsync(string id, CancellationToken cancellation)
    {
        var endpoint = _options.Endpoints[id];
        List<WebhookDelivery> taken;
        do
        {
            var now = time.GetUtcNow();
            taken = await outbox.TakeAsync(id, endpoint.Space, now, now + _options.Timeout + Margin, AtOnce, cancellation);
            await Task.WhenAll(taken.Select(delivery => DeliverAsync(delivery, endpoint, cancellation)));
        }
        while (taken.Count == AtOnce);
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> act, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(_options.Period, time);
        do
        {
            try
            {
                // Off the thread that starts the process: SQLite's library blocks.
                await Task.Run(() => act(ending), ending);
            }
            catch (Exception fault) when (fault is DbException or InvalidOperationException or TimeoutException or IOException || (fault is OperationCanceledException && !ending.IsCancellationRequested))
            {
                LogNotRead(fault.GetType());
            }
        }
        while (await timer.WaitForNextTickAsync(ending));
    }

    private async Task RemoveAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var (endpoints, dead) = await outbox.RemoveAsync(now - Lease, now, cancellation);
        if (endpoints.Count > 0 || dead > 0)
        {
            var named = string.Join(", ", endpoints);
            LogRemoved(Lease, named, dead);
        }
    }

    private async Task DeliverAsync(WebhookDelivery delivery, WebhookEndpointOptions endpoint, CancellationToken cancellation)
    {
        if (endpoint.Events.Count > 0 && delivery.Event != WebhookEvents.Test && !endpoint.Events.Contains(delivery.Event, StringComparer.Ordinal))
        {
            await WriteAsync(late => outbox.EndAsync(delivery, "delivered", "is not told of this event", time.GetUtcNow(), late));
            return;
        }

        WebhookResult result;
        try
        {
            result = await sender.SendAsync(delivery, endpoint, _options.Timeout, cancellation);
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(late => outbox.GiveBackAsync(delivery, late));
            throw;
        }

        await WriteAsync(delivery, result);
    }

    private async Task WriteAsync(WebhookDelivery delivery, WebhookResult result)
    {
        if (result.IsDelivered)
        {
            await WriteAsync(late => outbox.EndAsync(delivery, "delivered", null, time.GetUtcNow(), late));
        }
        else if (result.IsFinal || delivery.Attempt >= _options.Attempts)
        {
            if (await WriteAsync(late => outbox.EndAsync(delivery, "dead", result.Error, time.GetUtcNow(), late)))
            {
                LogDead(delivery.Id, delivery.Endpoint, delivery.Attempt, result.Error!);
            }
        }
        else
        {
#pragma warning disable CA5394 // A little chance in when to come again guards nothing.
            var wait = WebhookSchedule.After(delivery.Attempt, result.RetryAfter, _options, Random.Shared.NextDouble());
#pragma warning restore CA5394
            await WriteAsync(late => outbox.PostponeAsync(delivery, result.Error!, time.GetUtcNow() + wait, late));
        }
    }

    private async Task<bool> WriteAsync(Func<CancellationToken, Task<bool>> write)
    {
        using var late = new CancellationTokenSource(WritingLimit, time);
        return await write(late.Token);
    }

    [LoggerMessage(4060, LogLevel.Warning, "The webhook delivery {Delivery} to '{Endpoint}' is dead after {Attempts} attempt(s): the endpoint {Reason}. See 'SegmentExport.Silo webhooks'.")]
    private partial void LogDead(long delivery, string endpoint, int attempts, string reason);

    [LoggerMessage(4061, LogLevel.Warning, "The webhooks' outbox could not be read or written now ({Fault}); trying again.")]
    private partial void LogNotRead(Type fault);

    [LoggerMessage(4062, LogLevel.Warning, "Webhook endpoints that no silo's settings have named for {Lease} are told nothing more: {Endpoints}. {Deliveries} deliveries to such are dead. See 'SegmentExport.Silo webhooks'.")]
    private partial void LogRemoved(TimeSpan lease, string endpoints, int deliveries);
}
