using System.Collections.Immutable;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Folders whose names are values of the rows in them, as <c>day=2024-05-31</c>: columns, where all files of a table are in folders of the same names.</summary>
internal static class PartitionFolders
{
    /// <summary>The values of each such column; none where they are no columns.</summary>
    /// <param name="paths">The table's files.</param>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<string>> Find(IReadOnlyList<string> paths)
    {
        var values = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        var all = paths.Select(path => Parse(Path.GetDirectoryName(path) ?? "")).ToList();
        if (all.Any(folders => !folders.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(all[0].Keys)))
        {
            return ImmutableDictionary<string, IReadOnlyCollection<string>>.Empty;
        }

        foreach (var (name, value) in all.SelectMany(folders => folders))
        {
            (values.TryGetValue(name, out var known) ? known : values[name] = []).Add(value);
        }

        return values.ToDictionary(column => column.Key, IReadOnlyCollection<string> (column) => column.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static Dictionary<string, string> Parse(string folder)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in folder.Split(Path.DirectorySeparatorChar).Select(name => name.Split('=')).Where(parts => parts is [{ Length: > 0 }, _]))
        {
            found.TryAdd(parts[0], Uri.UnescapeDataString(parts[1]));
        }

        return found;
    }
}
