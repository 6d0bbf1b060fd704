namespace SegmentExport.Hosting.Clustering;

/// <summary>What <c>SegmentExport.Silo migrate</c> needs; silos and gateways never read it.</summary>
public sealed class MigrationOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Migration";

    /// <summary>PostgreSQL, as the role that owns the schema. A secret: hand it in by the environment, and to this command alone.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The role that silos run as, which gets its rights; null: the one of <c>SegmentExport:Cluster:ConnectionString</c>, if that is set.</summary>
    public string? SiloRole { get; set; }

    /// <summary>The role that gateways run as; null: they run as the silos' role.</summary>
    public string? GatewayRole { get; set; }
}
