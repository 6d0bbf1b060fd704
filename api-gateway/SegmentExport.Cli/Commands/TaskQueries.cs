using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Cli.Commands;

/// <summary>Tasks that there are.</summary>
internal static class TaskQueries
{
    /// <summary>The list.</summary>
    public static Command List(CommandContext context)
    {
        var search = new Option<string?>("--search") { Description = "Part of the segment's name.", HelpName = "text" };
        var status = new Option<string?>("--status") { Description = "Only tasks of this status." };
        status.AcceptOnlyFromAmong("in_approval", "preparing", "completed", "expired", "closed");
        var mine = new Option<bool>("--mine") { Description = "Only your own." };
        var archived = new Option<bool>("--archived") { Description = "Those that were archived, long after they ended, and no others." };
        var limit = new Option<int>("--limit") { Description = "At most so many; default 20.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
            {
                result.AddError("--limit is 1 to 10000.");
            }
        });
        var command = new Command("list", "The download tasks that you may see, newest first.") { search, status, mine, archived, limit };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var (most, items) = (parsed.GetValue(limit), new List<DownloadTask>());
            var query = new Client.Tasks.TaskQuery
            {
                Search = parsed.GetValue(search),
                Status = parsed.GetValue(status),
                Mine = parsed.GetValue(mine) ? true : null,
                Archived = parsed.GetValue(archived) ? true : null,
                PageSize = Math.Min(most, 100),
            };
            await foreach (var task in (await session.SpaceAsync(cancellation)).Tasks.ListAsync(query, cancellation).Take(most))
            {
                items.Add(task);
            }

            Answers.Many(
                session.Terminal, session.AsJson, items,
                ("TASK", task => task.Id), ("STATUS", task => task.Status), ("NAME", task => task.Name), ("BY", task => task.Submitter),
                ("SUBMITTED", task => Shown.Time(task.SubmittedAt)), ("ROWS", task => Shown.Count(task.Packaging.RowsTotal)), ("FILE UNTIL", task => Shown.Time(task.ExpiresAt)));
        }));
        return command;
    }

    /// <summary>One task.</summary>
    public static Command Show(CommandContext context)
    {
        var id = TaskArgument.Create();
        var command = new Command("show", "One download task.") { id };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
            TaskAnswers.Write(session, await (await session.SpaceAsync(cancellation)).Tasks.GetAsync(parsed.GetRequiredValue(id), cancellation))));
        return command;
    }
}
