namespace SegmentExport.Client.Contracts;

/// <summary>A column of a task's file.</summary>
/// <param name="Id">The field's id.</param>
/// <param name="Name">Its display name.</param>
/// <param name="Kind"><c>identity</c>, <c>attribute</c> or <c>tag</c>.</param>
/// <param name="Masking">The masking rule; null: as it is.</param>
public sealed record TaskField(string Id, string Name, string Kind, string? Masking);
