using System.Collections.Immutable;

namespace SegmentExport.Domain.Catalog;

/// <summary>Where profiles are read from, as the catalog says it.</summary>
/// <param name="Id">Its name in the catalog.</param>
/// <param name="Kind">Which kind of source reads it: one of <see cref="SourceKinds"/>.</param>
/// <param name="Path">A database file; relative paths begin at the catalog's folder. Null where <paramref name="Files"/> is given, and of a server.</param>
/// <param name="Files">Parquet or CSV files by table: a glob for each, of paths or of objects (<see cref="S3Location"/>), and all of one sort. The table named <c>*</c> stands for any: it is what a single glob means. Empty where <paramref name="Path"/> is given, and of a server.</param>
public sealed record SourceDefinition(string Id, string Kind, string? Path, ImmutableSortedDictionary<string, string> Files)
{
    /// <summary>How many shards the whole cluster reads from it at once; null for any number.</summary>
    public int? ParallelReads { get; init; }

    /// <summary>Whether its files are objects in buckets.</summary>
    public bool IsInS3 => Files.Values.Any(S3Location.IsMeant);
}
