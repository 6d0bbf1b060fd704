using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Clustering;

/// <summary>A cluster: several silos and gateways over one PostgreSQL database. With a connection string a process is part of one, without it is embedded.</summary>
public sealed class ClusterModeOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Cluster";

    /// <summary>PostgreSQL, as the run-time role, which needs no right to change the schema. A secret: hand it in by the environment. Null: no cluster.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The silos and gateways that belong together. 1 to 150 characters; default <c>segment-export</c>.</summary>
    [Required, StringLength(150, MinimumLength = 1)]
    public string ClusterId { get; set; } = SegmentExportSilo.ServiceId;

    /// <summary>What the stored tasks belong to; stays the same as long as they do. 1 to 150 characters; default <c>segment-export</c>.</summary>
    [Required, StringLength(150, MinimumLength = 1)]
    public string ServiceId { get; set; } = SegmentExportSilo.ServiceId;

    /// <summary>A silo's name, in task details and traces. 1 to 100 characters; null: the machine's name and the silo's port.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? SiloName { get; set; }

    /// <summary>The port on which silos reach a silo. 1 to 65,535; default 11,111.</summary>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port on which gateways reach a silo. 1 to 65,535; default 30,000.</summary>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The address or host name by which the others reach a silo; null: the machine's own address. A loopback address is listened on alone; any other, on all interfaces.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>How long a gateway waits for a silo's answer before it answers 503 itself, as it does where that silo has died. 1 s to 5 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
