namespace SegmentExport.Artifacts.Files;

/// <summary>Folders that only their owner enters.</summary>
internal static class FolderTree
{
    /// <summary>Makes a folder and those above it, and syncs each new one into its parent.</summary>
    public static void Ensure(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is not { } parent)
        {
            throw new DirectoryNotFoundException("The root of the file system is not there.");
        }

        Ensure(parent);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        FolderSync.Sync(parent);
    }
}
