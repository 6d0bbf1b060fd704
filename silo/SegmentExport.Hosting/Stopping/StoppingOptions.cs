using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Stopping;

/// <summary>How a process of a cluster ends when it is told to (SIGTERM).</summary>
public sealed class StoppingOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Stopping";

    /// <summary>How long a process says that it is not ready before it stops to serve, so that a proxy can turn away from it. 0 to 5 min; default 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Notice { get; set; } = TimeSpan.Zero;

    /// <summary>How long running shards and downloads may take to end; what still runs then is cancelled. 0 to 1 h; default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(20);
}
