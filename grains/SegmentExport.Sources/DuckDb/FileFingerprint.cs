using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Catalog;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Tells the states of a source's files apart: by their names, sizes and times of writing.</summary>
internal static class FileFingerprint
{
    /// <summary>The files that a source consists of now, by table, in a fixed order.</summary>
    public static IReadOnlyList<(string Table, FileInfo File)> Find(SourceDefinition definition, string basePath)
    {
        if (definition.Path is { } path)
        {
            var database = new FileInfo(Path.Combine(basePath, path));
            var log = new FileInfo(database.FullName + ".wal");
            return log.Exists ? [("", database), ("", log)] : [("", database)];
        }

        return
        [
            .. from pattern in definition.Files
               let full = Path.Combine(basePath, pattern.Value)
               from file in Match(full)
               select (pattern.Key, file),
        ];
    }

    /// <summary>32 hexadecimal digits that change when a file does; null where a file is missing or there is none.</summary>
    public static string? Of(IReadOnlyList<(string Table, FileInfo File)> files)
    {
        if (files.Count == 0 || files.Any(file => !file.File.Exists))
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var (table, file) in files)
        {
            text.Append(table).Append('\0').Append(Partition(file)).Append(file.Name).Append('\0').Append(file.Length).Append('\0').Append(file.LastWriteTimeUtc.Ticks).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    /// <summary>The folders whose names are values of the rows, as <c>day=2024-05-31</c>.</summary>
    private static string Partition(FileInfo file) =>
        string.Concat(file.DirectoryName!.Split(Path.DirectorySeparatorChar).Where(folder => folder.Contains('=', StringComparison.Ordinal)).Select(folder => $"{folder}/"));

    private static IEnumerable<FileInfo> Match(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal) && !pattern.Contains('?', StringComparison.Ordinal))
        {
            return [new FileInfo(pattern)];
        }

        // The folders before the first wildcard are fixed; below them the pattern is matched segment by segment.
        var segments = Path.GetFullPath(pattern).Split(Path.DirectorySeparatorChar);
        var isFixed = segments.TakeWhile(segment => !segment.Contains('*', StringComparison.Ordinal) && !segment.Contains('?', StringComparison.Ordinal)).ToArray();
        var root = new DirectoryInfo(string.Join(Path.DirectorySeparatorChar, isFixed) + Path.DirectorySeparatorChar);
        IEnumerable<DirectoryInfo> folders = root.Exists ? [root] : [];
        foreach (var segment in segments[isFixed.Length..^1])
        {
            folders = segment == "**"
                ? folders.SelectMany(folder => folder.EnumerateDirectories("*", SearchOption.AllDirectories).Prepend(folder))
                : folders.SelectMany(folder => folder.EnumerateDirectories(segment));
        }

        return folders.SelectMany(folder => folder.EnumerateFiles(segments[^1])).DistinctBy(file => file.FullName).OrderBy(file => file.FullName, StringComparer.Ordinal);
    }
}
