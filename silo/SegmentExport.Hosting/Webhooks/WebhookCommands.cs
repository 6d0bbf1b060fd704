using System.Globalization;
using Microsoft.Extensions.Configuration;
using SegmentExport.Hosting.Database;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>What operators see of deliveries, and do with dead ones. The silos may be at work.</summary>
public static class WebhookCommands
{
    private const int MostListed = 1000;
    private const int UsuallyListed = 50;

    private static readonly string[] States = ["pending", "delivered", "dead"];

    /// <summary>The last deliveries, newest first, one a line: number, state, tries, endpoint, event, task, and why the last try failed.</summary>
    /// <param name="settings">The settings of a silo.</param>
    /// <param name="arguments">The command line alone, which <c>state</c> and <c>limit</c> are taken from: a variable of that name says nothing about deliveries.</param>
    /// <exception cref="StartupException">The database cannot be read, or an argument is not understood.</exception>
    public static async Task<string> ListAsync(IConfiguration settings, string[] arguments)
    {
        var given = Read(arguments);
        var state = given["state"] ?? "";
        if (state.Length > 0 && !States.Contains(state, StringComparer.Ordinal))
        {
            throw new StartupException($"There is no state '{state}'. There are: {string.Join(", ", States)}.");
        }

        var limit = Number(given, "limit", MostListed) ?? UsuallyListed;
        var found = await UseAsync(settings, outbox => outbox.ListAsync(state, (int)limit, CancellationToken.None));
        return found.Count == 0 ? "There are none." : string.Join('\n', found.Select(Line));
    }

    /// <summary>Has dead deliveries tried anew.</summary>
    /// <param name="settings">The settings of a silo.</param>
    /// <param name="arguments">The command line alone, which <c>delivery</c> or <c>endpoint</c> is taken from.</param>
    /// <exception cref="StartupException">The database cannot be written, or it is not said which.</exception>
    public static async Task<string> RedeliverAsync(IConfiguration settings, string[] arguments)
    {
        var given = Read(arguments);
        var id = Number(given, "delivery", long.MaxValue);
        var endpoint = given["endpoint"];
        if (id.HasValue != string.IsNullOrEmpty(endpoint))
        {
            throw new StartupException("Which deliveries? Name one by --delivery NUMBER, or all dead ones of an endpoint by --endpoint ID.");
        }

        var count = await UseAsync(settings, outbox => outbox.RedeliverAsync(id, endpoint, CancellationToken.None));
        return count == 0 ? "No dead deliveries are tried anew: there are none such, or no silo's settings name the endpoint for their space." : $"{count} dead deliveries are tried anew.";
    }

    private static IConfiguration Read(string[] arguments) => new ConfigurationBuilder().AddCommandLine(arguments).Build();

    private static long? Number(IConfiguration given, string name, long most) =>
        given[name] is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
        : throw new StartupException($"--{name} is a number from 1 to {most}, not '{text}'.");

    private static string Line(WebhookDeliveryState found)
    {
        var delivery = found.Delivery;
        return $"{delivery.Id}\t{found.State}\t{delivery.Attempt}\t{delivery.Endpoint}\t{delivery.Event}\t{delivery.Space}/{delivery.Task}\t{delivery.OccurredAt}\t{found.Error}".TrimEnd();
    }

    private static Task<T> UseAsync<T>(IConfiguration settings, Func<WebhookOutbox, Task<T>> act) => CommandDatabase.UseAsync(
        settings, "segment-export-webhooks", cluster => act(new(cluster, WebhookSql.Postgres)), embedded => act(new(embedded, WebhookSql.Sqlite)));
}
