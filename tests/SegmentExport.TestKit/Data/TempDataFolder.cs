namespace SegmentExport.TestKit.Data;

/// <summary>A data folder of its own, deleted at the end.</summary>
public sealed class TempDataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segment-export-");

    /// <summary>Where it is.</summary>
    public string Path => _folder.FullName;

    /// <summary>A path in it.</summary>
    public string Combine(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);
}
