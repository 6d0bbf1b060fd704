using SegmentExport.Artifacts.Files;

namespace SegmentExport.Hosting.Startup;

/// <summary>
/// Keeps a second embedded silo out of the data folder: each would be a cluster of its own over the same tasks. Held as long as the process lives; the operating system lets
/// go of it also when it dies.
/// </summary>
internal sealed class DataFolderOwnership(DataPaths paths) : StartupStep, IDisposable
{
    private FileStream? _held;

    protected override Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            FolderTree.Ensure(paths.Data);
            _held = new FileStream(Path.Combine(paths.Data, "silo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return Task.CompletedTask;
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException or PathTooLongException)
        {
            throw new StartupException($"The data folder '{paths.Data}' cannot be written ({fault.Message}). Set SegmentExport:DataPath to a folder of your own.", fault);
        }
        catch (IOException fault)
        {
            throw new StartupException($"Another process uses the data folder '{paths.Data}'. End it, or set SegmentExport:DataPath to another folder.", fault);
        }
    }

    public void Dispose() => _held?.Dispose();
}
