using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.Hosting.Webhooks;

namespace SegmentExport.Hosting.Tests.Webhooks;

/// <summary>Silos that tell endpoints, with one database and no network.</summary>
public abstract class WebhookDatabaseTests(DatabaseKind kind) : DatabaseTests(kind)
{
    protected const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    internal WebhookOutbox Outbox => new(Database.Source, Kind == DatabaseKind.Sqlite ? WebhookSql.Sqlite : WebhookSql.Postgres);

    internal Receiver Receiver { get; } = new();

    /// <summary>What the log of all dispatchers says.</summary>
    internal KeptLog Log { get; } = new();

    protected FakeTimeProvider Time { get; } = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));

    protected WebhookOptions Options { get; } = new() { Attempts = 3 };

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Receiver.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>A silo whose settings name the endpoint <c>crm</c>, and that has said so.</summary>
    internal async Task<WebhookDispatcher> StartAsync(params IEnumerable<string> events)
    {
        Name("crm", events);
        return await StartAsync(Options);
    }

    /// <summary>A silo with settings of its own.</summary>
    internal async Task<WebhookDispatcher> StartAsync(WebhookOptions options)
    {
        var dispatcher = new WebhookDispatcher(Outbox, new(new HttpClient(Receiver), Time), Microsoft.Extensions.Options.Options.Create(options), Time, Log);
        await dispatcher.TendAsync(CancellationToken.None);
        return dispatcher;
    }

    /// <summary>Puts an endpoint into the settings.</summary>
    protected void Name(string id, params IEnumerable<string> events)
    {
        var endpoint = new WebhookEndpointOptions { Space = "retail", Url = new($"https://{id}.example/hooks") };
        endpoint.Secrets.Add(Secret);
        endpoint.Events.AddRange(events);
        Options.Endpoints[id] = endpoint;
    }

    /// <summary>Lets minutes go by on silos.</summary>
    internal async Task PassAsync(int minutes, params IEnumerable<WebhookDispatcher> silos)
    {
        var all = silos.ToList();
        for (var minute = 0; minute < minutes; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            foreach (var silo in all)
            {
                await silo.TendAsync(CancellationToken.None);
            }
        }
    }

    internal Task<List<WebhookDeliveryState>> ListAsync(string state) => Outbox.ListAsync(state, 10, CancellationToken.None);

    internal long CountDeliveries() => Convert.ToInt64(Database.Scalar("SELECT count(*) FROM webhook_delivery;"), CultureInfo.InvariantCulture);
}
