using System.Collections.Immutable;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Domain.Tasks;

/// <summary>What comes of a command.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>The task changes.</summary>
    /// <param name="State">The new state, to be written as a whole.</param>
    /// <param name="Effects">What to do beside.</param>
    public sealed record Changed(DownloadTaskState State, ImmutableArray<TaskEffect> Effects) : Outcome
    {
        /// <summary>Whether the change may be written together with the next one: if it is lost, it is found out again, the same, at less than a write costs; or it is a part of a download, which is written at the latest before the grain goes.</summary>
        public bool CanWait { get; init; }
    }

    /// <summary>The command was carried out before, or comes too late to matter: nothing to write.</summary>
    /// <param name="State">The state as it is.</param>
    public sealed record Unchanged(DownloadTaskState State) : Outcome;

    /// <summary>The command is refused.</summary>
    /// <param name="Rejection">Why.</param>
    public sealed record Refused(Rejection Rejection) : Outcome;
}
