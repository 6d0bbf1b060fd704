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
    private static readonly TimeSpan ForgetPeriod = TimeSpan.FromHours(1);

    private readonly WebhookOptions _options = settings.Value;
    private DateTimeOffset _forgetAt;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isSet = false;
        using var timer = new PeriodicTimer(_options.Period, time);
        do
        {
            try
            {
                // Off the thread that starts the process: SQLite's library blocks.
                await Task.Run(async () =>
                {
                    if (!isSet)
                    {
                        await outbox.SetTargetsAsync(_options.Endpoints.ToDictionary(pair => pair.Key, pair => pair.Value.Space, StringComparer.Ordinal), time.GetUtcNow(), stoppingToken);
                        isSet = true;
                    }

                    await DispatchAsync(stoppingToken);
                }, stoppingToken);
            }
            catch (Exception fault) when (fault is DbException or InvalidOperationException or TimeoutException or IOException)
            {
                LogNotRead(fault.GetType());
            }
        }
        while ((_options.Endpoints.Count > 0 || !isSet) && await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Delivers all that is due.</summary>
    public async Task DispatchAsync(CancellationToken cancellation)
    {
        if (_options.Endpoints.Count > 0 && time.GetUtcNow() >= _forgetAt)
        {
            _forgetAt = time.GetUtcNow() + ForgetPeriod;
            await outbox.ForgetAsync(time.GetUtcNow() - _options.Keep, cancellation);
        }

        await Task.WhenAll(_options.Endpoints.Select(endpoint => DispatchAsync(endpoint.Key, endpoint.Value, cancellation)));
    }

    private async Task DispatchAsync(string id, WebhookEndpointOptions endpoint, CancellationToken cancellation)
    {
        List<WebhookDelivery> taken;
        do
        {
            var now = time.GetUtcNow();
            taken = await outbox.TakeAsync(id, now, now + _options.Timeout + Margin, AtOnce, cancellation);
            await Task.WhenAll(taken.Select(delivery => DeliverAsync(delivery, endpoint, cancellation)));
        }
        while (taken.Count == AtOnce);
    }

    private async Task DeliverAsync(WebhookDelivery delivery, WebhookEndpointOptions endpoint, CancellationToken cancellation)
    {
        if (endpoint.Events.Count > 0 && !endpoint.Events.Contains(delivery.Event, StringComparer.Ordinal))
        {
            await outbox.EndAsync(delivery, "delivered", "is not told of this event", time.GetUtcNow(), cancellation);
            return;
        }

        var result = await sender.SendAsync(delivery, endpoint, _options.Timeout, cancellation);
        if (result.IsDelivered)
        {
            await outbox.EndAsync(delivery, "delivered", null, time.GetUtcNow(), cancellation);
        }
        else if (result.IsFinal || delivery.Attempt >= _options.Attempts)
        {
            LogDead(delivery.Id, delivery.Endpoint, delivery.Attempt, result.Error!);
            await outbox.EndAsync(delivery, "dead", result.Error, time.GetUtcNow(), cancellation);
        }
        else
        {
#pragma warning disable CA5394 // A little chance in when to come again guards nothing.
            var wait = WebhookSchedule.After(delivery.Attempt, result.RetryAfter, _options, Random.Shared.NextDouble());
#pragma warning restore CA5394
            await outbox.PostponeAsync(delivery, result.Error!, time.GetUtcNow() + wait, cancellation);
        }
    }

    [LoggerMessage(4060, LogLevel.Warning, "The webhook delivery {Delivery} to '{Endpoint}' is dead after {Attempts} attempt(s): the endpoint {Reason}. See 'SegmentExport.Silo webhooks'.")]
    private partial void LogDead(long delivery, string endpoint, int attempts, string reason);

    [LoggerMessage(4061, LogLevel.Warning, "The webhooks' outbox could not be read or written now ({Fault}); trying again.")]
    private partial void LogNotRead(Type fault);
}
