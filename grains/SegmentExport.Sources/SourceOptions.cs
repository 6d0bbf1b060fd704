using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Sources;

/// <summary>How sources are read on this silo.</summary>
public sealed class SourceOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Sources";

    /// <summary>How much memory one DuckDB source may use before it spills to the work folder, in MiB. 64 to 65,536; default 64: packing reads each block once, so that caching more gains nothing.</summary>
    [Range(64, 65_536)]
    public int MemoryLimitMiB { get; set; } = 64;
}
