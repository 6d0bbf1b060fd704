using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog;

/// <summary>A segment (群组): a named set of users of a space.</summary>
/// <param name="Id">Its id, unique in the space.</param>
/// <param name="Name">What people read and search for.</param>
/// <param name="Definition">Who belongs to it.</param>
public sealed record Segment(SegmentId Id, string Name, SegmentDefinition Definition);
