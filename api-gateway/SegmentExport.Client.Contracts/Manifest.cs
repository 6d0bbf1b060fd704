namespace SegmentExport.Client.Contracts;

/// <summary>What the file of a completed task consists of.</summary>
public sealed record Manifest
{
    /// <summary>The task's id.</summary>
    public required string TaskId { get; init; }

    /// <summary>The task's name.</summary>
    public required string Name { get; init; }

    /// <summary>The file's format.</summary>
    public required string Format { get; init; }

    /// <summary>Rows, without headers.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// The state of the source that all of the rows are from, in the source's own words: of files, a fingerprint of their names, sizes and times; of PostgreSQL, the snapshot
    /// (<c>pg_current_snapshot()</c>). Null where it is not known.
    /// </summary>
    public string? Snapshot { get; init; }

    /// <summary>The columns, with their masking.</summary>
    public required IReadOnlyList<TaskField> Columns { get; init; }

    /// <summary>
    /// What became of text that a spreadsheet would run as a formula: <c>neutralized</c>: it has an apostrophe in front; <c>kept</c>: it is as it was;
    /// <c>not_applicable</c>: the format types its values, so that text is never a formula.
    /// </summary>
    public required string Formulas { get; init; }

    /// <summary>Text cells that were written with an apostrophe in front, so that no spreadsheet runs them.</summary>
    public required long NeutralizedCells { get; init; }

    /// <summary>The containers, the default first.</summary>
    public required IReadOnlyList<ManifestContainer> Containers { get; init; }

    /// <summary>The parts, in the file's order.</summary>
    public required IReadOnlyList<ManifestPart> Parts { get; init; }
}
