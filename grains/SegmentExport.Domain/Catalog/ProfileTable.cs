using Orleans;

namespace SegmentExport.Domain.Catalog;

/// <summary>The table with one row per user of a space.</summary>
/// <param name="Table">Its name in the source; may be qualified by a schema with a dot.</param>
/// <param name="Key">The column that identifies a user.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.ProfileTable")]
public sealed record ProfileTable([property: Id(0)] string Table, [property: Id(1)] string Key);
