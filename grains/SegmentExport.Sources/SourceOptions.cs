using System.ComponentModel.DataAnnotations;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources;

/// <summary>How sources are read on this silo.</summary>
public sealed class SourceOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Sources";

    /// <summary>How much memory one DuckDB source may use before it spills to the work folder, in MiB. 64 to 65,536; default 64: packing reads each block once, so that caching more gains nothing.</summary>
    [Range(64, 65_536)]
    public int MemoryLimitMiB { get; set; } = 64;

    /// <summary>By source id: the connection string of a source that is a server. Secrets. Default none.</summary>
    public Dictionary<string, string> Connections { get; } = new(StringComparer.Ordinal);

    /// <summary>The connection string of a source.</summary>
    /// <param name="sourceId">The source's id in the catalog.</param>
    /// <exception cref="PackagingException">The settings have none.</exception>
    public string ConnectionOf(string sourceId) => Connections.GetValueOrDefault(sourceId) is { Length: > 0 } connection
        ? connection
        : throw new PackagingException(
            ErrorCodes.SourceUnavailable, $"The source '{sourceId}' has no connection string. Set {SectionName}:{nameof(Connections)}:{sourceId} on every silo.", isTransient: false);
}
