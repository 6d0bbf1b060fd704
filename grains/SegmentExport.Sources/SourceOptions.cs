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

    /// <summary>How long a server may take over one statement, the reading of one shard among them, before it is given up and tried again. 1 s to 1 h; default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many connections this silo has to one server at most, unless its connection string says (<c>Maximum Pool Size</c>). 2 to 1,000; default 32.</summary>
    [Range(2, 1_000)]
    public int MaxConnections { get; set; } = 32;

    /// <summary>The connection string of a source.</summary>
    /// <param name="sourceId">The source's id in the catalog.</param>
    /// <exception cref="PackagingException">The settings have none.</exception>
    public string ConnectionOf(string sourceId) => Connections.GetValueOrDefault(sourceId) is { Length: > 0 } connection
        ? connection
        : throw new PackagingException(
            ErrorCodes.SourceUnavailable, $"The source '{sourceId}' has no connection string. Set {SectionName}:{nameof(Connections)}:{sourceId} on every silo.", isTransient: false);
}
