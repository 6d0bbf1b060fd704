using System.Collections.Immutable;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Domain.Tasks.Commands;

/// <summary>Shards were packed. One that is recorded already is ignored.</summary>
/// <param name="Shards">The packed shards, in any order.</param>
public sealed record RecordPacked(ImmutableArray<PackedShard> Shards) : DownloadTaskCommand;
