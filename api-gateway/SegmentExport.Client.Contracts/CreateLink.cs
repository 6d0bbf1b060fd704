namespace SegmentExport.Client.Contracts;

/// <summary>A link to be made; both may be left out.</summary>
public sealed record CreateLink
{
    /// <summary>What the file is handed out in, one of the task's <c>containers</c>; default the first.</summary>
    public string? Container { get; init; }

    /// <summary>How many minutes the link is good for, 1 to 60; default 5. It never outlives the file.</summary>
    public int? Minutes { get; init; }
}
