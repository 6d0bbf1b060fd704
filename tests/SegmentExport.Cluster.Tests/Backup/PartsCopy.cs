namespace SegmentExport.Cluster.Tests.Backup;

/// <summary>What <c>rsync --archive --ignore-existing</c> does with a folder of parts that is written meanwhile.</summary>
internal static class PartsCopy
{
    /// <summary>Copies the parts that are not there yet.</summary>
    public static void Add(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.part", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            if (!File.Exists(copy))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }
}
