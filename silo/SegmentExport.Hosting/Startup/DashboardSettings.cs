namespace SegmentExport.Hosting.Startup;

/// <summary>Whether Orleans' own dashboard is there, for operators.</summary>
public sealed class DashboardSettings
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Dashboard";

    /// <summary>Whether silos collect for it and gateways show it, below <c>/ops/dashboard</c>. Default false.</summary>
    public bool Enabled { get; set; }
}
