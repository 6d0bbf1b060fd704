using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SegmentExport.Cli.Commands;

/// <summary>How the cluster is.</summary>
internal static class OpsCommands
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Its commands.</summary>
    public static Command Create(CommandContext context) => new("ops", "How the cluster is; for its operators.") { Top(context) };

    private static Command Top(CommandContext context)
    {
        var once = new Option<bool>("--once") { Description = "Shows it once. So it is without a terminal, and with --json." };
        var command = new Command("top", "Silos, queues, running shards and failures, again each second.") { once };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var overview = await session.Client.GetOperationsAsync(cancellation);
            if (session.AsJson)
            {
                await session.Terminal.Output.WriteLineAsync(JsonOutput.Write(overview));
            }
            else if (parsed.GetValue(once) || !session.Terminal.IsInteractive)
            {
                session.Terminal.Tables.Write(View(overview, context.Time));
            }
            else
            {
                await session.Terminal.Tables.Live(View(overview, context.Time)).StartAsync(async live =>
                {
                    using var pace = new PeriodicTimer(Pace, context.Time);
                    while (await pace.WaitForNextTickAsync(cancellation))
                    {
                        live.UpdateTarget(View(await session.Client.GetOperationsAsync(cancellation), context.Time));
                    }
                });
            }
        }));
        return command;
    }

    /// <summary>The overview as people read it.</summary>
    internal static Rows View(OperationsOverview overview, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var parts = new List<IRenderable>
        {
            Answers.Table(overview.Silos.Items, ("SILO", silo => silo.Name), ("STATE", silo => silo.State), ("BUSY", silo => overview.SchedulerNeverAnswered ? "unknown" : $"{silo.BusySlots} of {silo.Slots}")),
            Answers.Table(overview.Tasks, ("TASKS", tasks => tasks.Status), ("COUNT", tasks => Shown.Count(tasks.Count)), ("OLDEST", tasks => Shown.Time(tasks.OldestSubmittedAt))),
        };
        Add(overview.Queues, ("SPACE", queue => queue.SpaceId), ("WAITING TASKS", queue => Shown.Count(queue.WaitingTasks)), ("WAITING SHARDS", queue => Shown.Count(queue.WaitingShards)), ("SLOTS", queue => $"{queue.BusySlots}"));
        Add(
            overview.Running, ("RUNNING", shard => shard.TaskId), ("SPACE", shard => shard.SpaceId), ("SHARD", shard => $"{shard.Index}"), ("SILO", shard => shard.Silo),
            ("ROWS", shard => $"{Shown.Count(shard.RowsRead)} of {Shown.Count(shard.Rows)}"), ("FOR", shard => $"{(now - shard.StartedAt).TotalSeconds:0} s"));
        Add(overview.Failures, ("FAILURES OF 24 H", failure => failure.Code), ("COUNT", failure => Shown.Count(failure.Count)), ("LAST", failure => Shown.Time(failure.LastAt)));
        if (!overview.DatabaseAnswers)
        {
            parts.Add(new Text($"The database does not answer: failures and the oldest task are {(overview.DatabaseNeverAnswered ? "not known yet" : "those of before")}."));
        }

        if (!overview.SchedulerAnswers)
        {
            parts.Add(new Text($"The scheduler does not answer: slots, queues and counts are {(overview.SchedulerNeverAnswered ? "not known yet" : "those of before")}."));
        }

        return new(parts);

        void Add<T>(BoundedList<T> list, params (string Name, Func<T, string?> Value)[] columns)
        {
            if (list.Items.Count > 0)
            {
                parts.Add(new Text(""));
                parts.Add(Answers.Table(list.Items, columns));
            }

            if (list.LeftOff > 0)
            {
                parts.Add(new Text($"and {Shown.Count(list.LeftOff)} more"));
            }
        }
    }
}
