namespace SegmentExport.Client.Contracts;

/// <summary>A segment, as it was called when the task was submitted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record SegmentRef(string Id, string Name);
