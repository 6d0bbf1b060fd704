using SegmentExport.Artifacts.Files;

namespace SegmentExport.Hosting.Database.Sqlite;

/// <summary>The database's file, its owner's alone. SQLite gives its log the same permissions.</summary>
internal static class PrivateDatabaseFile
{
    public static void Ensure(string path)
    {
        FolderTree.Ensure(Path.GetDirectoryName(path)!);
        try
        {
            // An empty file is an empty database.
            new FileStream(path, PrivateFiles.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // It is there already, or another silo was faster.
        }
    }
}
