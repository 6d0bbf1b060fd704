using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Sources;

/// <summary>How a segment is cut.</summary>
public sealed class ShardingOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Sharding";

    /// <summary>How many rows a shard should have. 1 to 10,000,000; default 250,000: seconds of work. Larger where a task would have more than 1,000 shards.</summary>
    [Range(1, 10_000_000)]
    public long TargetRows { get; set; } = 250_000;

    /// <summary>
    /// How many bytes a shard should have, estimated from a few rows and counted as text before compression; wide rows make shards of fewer rows. 1 MiB to 64 GiB;
    /// default 256 MiB, which leaves rows of up to a KiB to <see cref="TargetRows"/>.
    /// </summary>
    [Range(1L << 20, 1L << 36)]
    public long TargetBytes { get; set; } = 256L << 20;
}
