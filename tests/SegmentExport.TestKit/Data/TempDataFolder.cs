namespace SegmentExport.TestKit.Data;

/// <summary>A data folder of its own, deleted at the end.</summary>
/// <param name="inMemory">Whether it is in memory, where the system has a file system there (Linux).</param>
public sealed class TempDataFolder(bool inMemory = false) : IDisposable, IAsyncDisposable
{
    private const string MemoryFolder = "/dev/shm";

    private readonly DirectoryInfo _folder = inMemory && Directory.Exists(MemoryFolder)
        ? Directory.CreateDirectory(System.IO.Path.Combine(MemoryFolder, $"segment-export-{System.IO.Path.GetRandomFileName()}"))
        : Directory.CreateTempSubdirectory("segment-export-");

    /// <summary>Where it is.</summary>
    public string Path => _folder.FullName;

    /// <summary>A path in it.</summary>
    public string Combine(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
