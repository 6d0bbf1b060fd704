namespace SegmentExport.Hosting.Startup;

/// <summary>Where parts are kept.</summary>
public sealed class ArtifactOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Artifacts";

    /// <summary>The folder; null: <c>artifacts</c> in the data folder. A relative path begins where the program was started.</summary>
    public string? Path { get; set; }

    /// <summary>Whether the folder is one that all silos and gateways of a cluster share. Default no; a cluster that keeps parts as files does not start without it.</summary>
    public bool Shared { get; set; }
}
