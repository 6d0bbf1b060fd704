using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Webhooks;

namespace SegmentExport.Cli.Commands;

/// <summary>What webhooks' endpoints were told, and were not.</summary>
internal static class WebhookCommands
{
    private static readonly string[] Statuses = ["pending", "delivered", "dead"];

    /// <summary>Its commands.</summary>
    public static Command Create(CommandContext context) =>
        new("webhooks", "What other systems were told of the space's tasks; for approvers and operators.") { List(context), Deliveries(context), Redeliver(context), Test(context) };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "The endpoints that are told of the space.");
        command.SetAction(Session.Run(context, async (session, _, cancellation) => Answers.Many(
            session.Terminal, session.AsJson, await (await session.SpaceAsync(cancellation)).Webhooks.ListAsync(cancellation),
            ("ENDPOINT", item => item.Id), ("PENDING", item => Shown.Count(item.Pending)), ("DEAD", item => Shown.Count(item.Dead)), ("SEEN", item => Shown.Time(item.SeenAt)))));
        return command;
    }

    private static Command Deliveries(CommandContext context)
    {
        var status = new Option<string?>("--status") { Description = "Only pending, delivered or dead ones." };
        status.AcceptOnlyFromAmong(Statuses);
        var endpoint = Endpoint("Only those to this endpoint.");
        var limit = new Option<int>("--limit") { Description = "At most so many; default 50.", DefaultValueFactory = _ => 50 };
        var command = new Command("deliveries", "What endpoints were told and were not, newest first.") { status, endpoint, limit };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var webhooks = (await session.SpaceAsync(cancellation)).Webhooks;
            Write(session, await ReadAsync(
                webhooks.ListDeliveriesAsync(parsed.GetValue(status), parsed.GetValue(endpoint), cancellation).Take(Math.Max(1, parsed.GetValue(limit))), cancellation));
        }));
        return command;
    }

    private static Command Redeliver(CommandContext context)
    {
        var id = new Argument<long?>("delivery") { Description = "The delivery's number.", Arity = ArgumentArity.ZeroOrOne };
        var endpoint = Endpoint("All dead ones to this endpoint, where no delivery is named.");
        var command = new Command("redeliver", "Has dead deliveries tried anew.") { id, endpoint };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null == result.GetValue(endpoint) is null)
            {
                result.AddError("Either a delivery's number or --endpoint.");
            }
        });
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var webhooks = (await session.SpaceAsync(cancellation)).Webhooks;
            if (parsed.GetValue(id) is { } one)
            {
                Write(session, [await webhooks.RedeliverAsync(one, cancellation)]);
                return;
            }

            await RedeliverAllAsync(session, webhooks, parsed.GetValue(endpoint)!, cancellation);
        }));
        return command;
    }

    private static async Task RedeliverAllAsync(Session session, WebhooksClient webhooks, string endpoint, CancellationToken cancellation)
    {
        // All of them are known before the first one is changed: a page of what is changed would leave some out.
        var dead = await ReadAsync(webhooks.ListDeliveriesAsync("dead", endpoint, cancellation), cancellation);
        var changed = new List<WebhookDelivery>();
        try
        {
            foreach (var delivery in dead.Select(item => item.Id).Reverse())
            {
                try
                {
                    changed.Add(await webhooks.RedeliverAsync(delivery, cancellation));
                }
                catch (SegmentExportException fault) when (fault.Code is "delivery_not_dead" or "delivery_not_found")
                {
                    // Somebody else was first, or it is kept no longer: that is no reason to leave out the others.
                    session.Terminal.Say($"Delivery {delivery} is left as it is: {fault.Message} ({fault.Code})");
                }
            }
        }
        finally
        {
            // Also where it ends early: what is changed stays so.
            Write(session, changed);
        }
    }

    private static Command Test(CommandContext context)
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint's id." };
        var command = new Command("test", "Has an endpoint told of nothing but that it is told (webhook.test). 'segx webhooks deliveries' shows what came of it.") { endpoint };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
            Write(session, [await (await session.SpaceAsync(cancellation)).Webhooks.SendTestAsync(parsed.GetRequiredValue(endpoint), cancellation)])));
        return command;
    }

    private static Option<string?> Endpoint(string description) => new("--endpoint") { Description = description, HelpName = "id" };

    private static async Task<List<WebhookDelivery>> ReadAsync(IAsyncEnumerable<WebhookDelivery> deliveries, CancellationToken cancellation)
    {
        var items = new List<WebhookDelivery>();
        await foreach (var item in deliveries.WithCancellation(cancellation))
        {
            items.Add(item);
        }

        return items;
    }

    private static void Write(Session session, IReadOnlyList<WebhookDelivery> items) => Answers.Many(
        session.Terminal, session.AsJson, items,
        ("DELIVERY", item => $"{item.Id}"), ("STATUS", item => item.Status), ("TRIES", item => $"{item.Attempts}"), ("ENDPOINT", item => item.Endpoint), ("EVENT", item => item.Event),
        ("TASK", item => item.TaskId), ("HAPPENED", item => Shown.Time(item.OccurredAt)), ("NEXT TRY", item => Shown.Time(item.DueAt)), ("LAST ERROR", item => item.Error));
}
