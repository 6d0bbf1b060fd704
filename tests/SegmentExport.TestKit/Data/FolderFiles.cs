namespace SegmentExport.TestKit.Data;

/// <summary>The files of a folder that others write to and delete meanwhile.</summary>
public static class FolderFiles
{
    /// <summary>Their paths, in order; none where there is no such folder, or none any more.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">Which of them.</param>
    public static string[] Of(string folder, string pattern = "*")
    {
        try
        {
            return [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
