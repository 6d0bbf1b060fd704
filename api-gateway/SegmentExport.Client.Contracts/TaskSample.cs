using System.Text.Json;

namespace SegmentExport.Client.Contracts;

/// <summary>The first rows of a task's file.</summary>
public sealed record TaskSample
{
    /// <summary>The file's columns, with their masking.</summary>
    public required IReadOnlyList<TaskField> Columns { get; init; }

    /// <summary>At most ten rows, in the file's order and masked as the file is: each an object with the columns' ids as names, values as JSON's own types.</summary>
    public required IReadOnlyList<JsonElement> Rows { get; init; }
}
