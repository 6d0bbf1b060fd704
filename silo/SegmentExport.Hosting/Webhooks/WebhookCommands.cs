using System.Globalization;
using Microsoft.Extensions.Configuration;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>What operators see of deliveries, and do with dead ones. The silos may be at work.</summary>
public static class WebhookCommands
{
    private const int MostListed = 1000;

    private static readonly string[] States = ["pending", "delivered", "dead"];

    /// <summary>The last deliveries, newest first, one a line: number, state, tries, endpoint, event, task, and why the last try failed.</summary>
    /// <param name="settings">The settings of a silo; <c>state</c> and <c>limit</c> among them.</param>
    /// <exception cref="StartupException">The database cannot be read, or there is no such state.</exception>
    public static async Task<string> ListAsync(IConfiguration settings)
    {
        var state = settings["state"] ?? "";
        if (state.Length > 0 && !States.Contains(state, StringComparer.Ordinal))
        {
            throw new StartupException($"There is no state '{state}'. There are: {string.Join(", ", States)}.");
        }

        var limit = int.TryParse(settings["limit"], CultureInfo.InvariantCulture, out var most) && most is > 0 and <= MostListed ? most : 50;
        var found = await UseAsync(settings, outbox => outbox.ListAsync(state, limit, CancellationToken.None));
        return found.Count == 0 ? "There are none." : string.Join('\n', found.Select(Line));
    }

    /// <summary>Has dead deliveries tried anew.</summary>
    /// <param name="settings">The settings of a silo; <c>delivery</c> or <c>endpoint</c> among them.</param>
    /// <exception cref="StartupException">The database cannot be written, or it is not said which.</exception>
    public static async Task<string> RedeliverAsync(IConfiguration settings)
    {
        var id = long.TryParse(settings["delivery"], CultureInfo.InvariantCulture, out var number) && number > 0 ? number : (long?)null;
        var endpoint = settings["endpoint"];
        if (id is null && string.IsNullOrEmpty(endpoint))
        {
            throw new StartupException("Which deliveries? Name one by --delivery NUMBER, or all dead ones of an endpoint by --endpoint ID.");
        }

        var count = await UseAsync(settings, outbox => outbox.RedeliverAsync(id, id is null ? endpoint : null, CancellationToken.None));
        return $"{count} dead deliveries are tried anew.";
    }

    private static string Line(WebhookDeliveryState found)
    {
        var delivery = found.Delivery;
        return $"{delivery.Id}\t{found.State}\t{delivery.Attempt}\t{delivery.Endpoint}\t{delivery.Event}\t{delivery.Space}/{delivery.Task}\t{delivery.OccurredAt}\t{found.Error}".TrimEnd();
    }

    private static Task<T> UseAsync<T>(IConfiguration settings, Func<WebhookOutbox, Task<T>> act) => CommandDatabase.UseAsync(
        settings, "segment-export-webhooks", cluster => act(new(cluster, WebhookSql.Postgres)), embedded => act(new(embedded, WebhookSql.Sqlite)));
}
