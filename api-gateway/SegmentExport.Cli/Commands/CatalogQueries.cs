using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;

namespace SegmentExport.Cli.Commands;

/// <summary>What there is to export.</summary>
internal static class CatalogQueries
{
    /// <summary>The caller's spaces.</summary>
    public static Command Spaces(CommandContext context)
    {
        var command = new Command("spaces", "The spaces that you belong to, and what you may do there.");
        command.SetAction(Session.Run(context, async (session, _, cancellation) =>
        {
            var me = await session.Client.GetMeAsync(cancellation);
            Answers.Many(
                session.Terminal, session.AsJson, me.Spaces,
                ("SPACE", space => space.Id), ("NAME", space => space.Name), ("PERMISSIONS", space => string.Join(", ", space.Permissions)), ("FOUR EYES", space => space.FourEyes ? "yes" : ""));
        }));
        return command;
    }

    /// <summary>The space's fields.</summary>
    public static Command Fields(CommandContext context)
    {
        var command = new Command("fields", "The fields that can be exported, with the masks that each may have.");
        command.SetAction(Session.Run(context, async (session, _, cancellation) =>
        {
            var fields = await (await session.SpaceAsync(cancellation)).ListFieldsAsync(cancellation);
            Answers.Many(
                session.Terminal, session.AsJson, fields,
                ("FIELD", field => field.Id), ("NAME", field => field.Name), ("KIND", field => field.Kind),
                ("MASKS", field => string.Join(", ", field.Masking.Allowed)), ("MASKED", field => field.Masking.Required ? "always" : ""));
        }));
        return command;
    }

    /// <summary>The space's segments.</summary>
    public static Command Segments(CommandContext context)
    {
        var search = new Option<string?>("--search") { Description = "Part of the name.", HelpName = "text" };
        var command = new Command("segments", "The segments.") { search };
        command.SetAction(Session.Run(context, async (session, parsed, cancellation) =>
        {
            var segments = await (await session.SpaceAsync(cancellation)).ListSegmentsAsync(parsed.GetValue(search), cancellation);
            Answers.Many(session.Terminal, session.AsJson, segments, ("SEGMENT", segment => segment.Id), ("NAME", segment => segment.Name));
        }));
        return command;
    }
}
