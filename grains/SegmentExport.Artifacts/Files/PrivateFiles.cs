namespace SegmentExport.Artifacts.Files;

/// <summary>Files that only their owner reads.</summary>
internal static class PrivateFiles
{
    /// <summary>How a file that must not exist yet is made.</summary>
    public static FileStreamOptions CreateNew
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete, BufferSize = 1 << 16 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return options;
        }
    }

    /// <summary>Deletes a file where that can be done; what stays goes with its folder.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            // Nothing reads it under that name.
        }
    }
}
