using System.Collections.Immutable;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Packaging;

/// <summary>All that decides the bytes of a part, but for the rows.</summary>
public sealed record ShardPackRequest
{
    /// <summary>The shard.</summary>
    public required Shard Shard { get; init; }

    /// <summary>The columns, in order.</summary>
    public required ImmutableArray<ExportColumn> Columns { get; init; }

    /// <summary>What is written.</summary>
    public required ExportFormat Format { get; init; }

    /// <summary>How it is written.</summary>
    public required FormatOptions Options { get; init; }

    /// <summary>The space's key for <c>hash</c>, 32 bytes; empty where no column is hashed.</summary>
    public required ReadOnlyMemory<byte> HashKey { get; init; }
}
