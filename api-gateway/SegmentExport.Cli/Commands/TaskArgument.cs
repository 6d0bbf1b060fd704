using System.CommandLine;

namespace SegmentExport.Cli.Commands;

/// <summary>The task that a command is about.</summary>
internal static class TaskArgument
{
    /// <summary>The argument.</summary>
    public static Argument<string> Create()
    {
        var argument = new Argument<string>("task") { Description = "The task's id." };
        argument.Validators.Add(result =>
        {
            if (!Guid.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("A task's id looks like 019a0000-0000-7000-8000-000000000000; 'segx list' shows them.");
            }
        });
        return argument;
    }
}
