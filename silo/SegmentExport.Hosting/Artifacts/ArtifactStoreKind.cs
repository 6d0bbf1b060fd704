namespace SegmentExport.Hosting.Artifacts;

/// <summary>What parts are kept in.</summary>
public enum ArtifactStoreKind
{
    /// <summary>A folder.</summary>
    Files,

    /// <summary>A bucket of S3, or of a server that speaks its protocol.</summary>
    S3,

    /// <summary>A container of Azure Blob Storage.</summary>
    Azure,
}
