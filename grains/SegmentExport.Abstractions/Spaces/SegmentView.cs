using SegmentExport.Domain.Identity;

namespace SegmentExport.Abstractions.Spaces;

/// <summary>A segment as members see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="RowCount">Its rows, where they were counted.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SegmentView")]
public sealed record SegmentView([property: Id(0)] SegmentId Id, [property: Id(1)] string Name, [property: Id(2)] long? RowCount);
