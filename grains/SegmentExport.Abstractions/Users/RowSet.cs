using System.Collections.Immutable;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Abstractions.Users;

/// <summary>A few users' rows, masked and encoded: raw values do not leave the silo that read them.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.RowSet")]
public sealed record RowSet
{
    /// <summary>The columns, each with its mask.</summary>
    [Id(0)]
    public required ImmutableArray<ExportColumn> Columns { get; init; }

    /// <summary>One JSON object a row in UTF-8, ended by a line feed, with the field ids as names.</summary>
    [Id(1)]
    public required ImmutableArray<byte> Json { get; init; }

    /// <summary>Where the next page begins; null after the last, and where there are no pages.</summary>
    [Id(2)]
    public string? NextCursor { get; init; }

    /// <summary>How many users there are in all; null where nobody asked or the source took too long.</summary>
    [Id(3)]
    public long? RowsTotal { get; init; }
}
