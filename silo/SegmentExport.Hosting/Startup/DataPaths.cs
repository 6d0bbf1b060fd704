using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Artifacts;

namespace SegmentExport.Hosting.Startup;

/// <summary>The settings' paths, made absolute; relative ones begin where the process was started.</summary>
internal sealed class DataPaths(IOptions<SegmentExportOptions> options, IOptions<ArtifactOptions> artifacts)
{
    public string Data => Absolute(options.Value.DataPath);

    public string Database => Path.Combine(Data, "segment-export.db");

    public string Work => Path.Combine(Data, "work");

    public string Keys => Path.Combine(Data, "keys");

    public string KeyEncryptionKey => Path.Combine(Keys, "artifact-keys.kek");

    public string ArtifactKeys => Path.Combine(Data, "artifact-keys");

    public string Artifacts => artifacts.Value.Path is { Length: > 0 } path ? Absolute(path) : Path.Combine(Data, "artifacts");

    /// <summary>Where the audit is anchored: where all silos have the same folder, and beside the database where there is one silo, so that a store that is full keeps nothing from being sealed.</summary>
    public string Audit => artifacts.Value is { Store: ArtifactStoreKind.Files, Shared: true } ? Path.Combine(Artifacts, ".audit") : Path.Combine(Data, "audit");

    public string Catalog => HasConfiguredCatalog ? Absolute(options.Value.Catalog!) : Path.Combine(Data, "catalog.json");

    public bool HasConfiguredCatalog => !string.IsNullOrEmpty(options.Value.Catalog);

    private static string Absolute(string path) => Path.GetFullPath(path);
}
