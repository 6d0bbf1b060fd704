using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Wizard;

/// <summary>What the portrait carries into the wizard: in the browser's history entry, so that neither an address nor a log has it and a reload still does.</summary>
public sealed record ExportSeed
{
    /// <summary>Of this carrying.</summary>
    public required string Id { get; init; }

    /// <summary>The columns' fields.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The conditions.</summary>
    public required IReadOnlyList<Filter> Filters { get; init; }
}
