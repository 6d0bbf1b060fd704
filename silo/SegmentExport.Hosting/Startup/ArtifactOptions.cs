namespace SegmentExport.Hosting.Startup;

/// <summary>Where parts are kept.</summary>
public sealed class ArtifactOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Artifacts";

    /// <summary>The folder; null: <c>artifacts</c> in the data folder. A relative path begins where the program was started.</summary>
    public string? Path { get; set; }
}
