using System.ComponentModel.DataAnnotations;
using SegmentExport.Hosting.Artifacts;

namespace SegmentExport.Hosting.Startup;

/// <summary>Where parts are kept.</summary>
public sealed class ArtifactOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Artifacts";

    /// <summary>What they are kept in. Default files; an object store has a section of its own.</summary>
    [EnumDataType(typeof(ArtifactStoreKind))]
    public ArtifactStoreKind Store { get; set; }

    /// <summary>The folder; null: <c>artifacts</c> in the data folder. A relative path begins where the program was started.</summary>
    public string? Path { get; set; }

    /// <summary>Whether the folder is one that all silos and gateways of a cluster share. Default no; a cluster that keeps parts as files does not start without it.</summary>
    public bool Shared { get; set; }
}
