using SegmentExport.Domain.Catalog;
using SegmentExport.Sources.DuckDb;

namespace SegmentExport.Sources.Files;

/// <summary>Files in folders: a database file, or Parquet and CSV files. Their states are told apart by names, sizes and times of writing.</summary>
/// <param name="definition">The source.</param>
/// <param name="basePath">The folder that relative paths begin at.</param>
/// <param name="importRules">The rules that Parquet and CSV files are taken over by.</param>
internal sealed class LocalFiles(SourceDefinition definition, string basePath, int importRules = FileImport.Rules) : ISourceFiles
{
    public ValueTask<FileState> FindAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Find());

    public ValueTask<FileState?> FindAsync(string version, CancellationToken cancellationToken) => ValueTask.FromResult(Find() is var now && now.Version == version ? now : null);

    public ValueTask<IReadOnlyList<(string Table, string Path)>> BringAsync(FileState state, string folder, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<(string, string)>>([.. state.Files.Select(file => (file.Table, file.Place))]);

    public void RequireUnchanged(FileState state)
    {
        if (TryFind()?.Version != state.Version)
        {
            throw DuckDbFaults.Written(definition.Id);
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    private FileState Find() => TryFind() ?? throw DuckDbFaults.Missing(definition.Id, Path.Combine(basePath, definition.Path ?? string.Join(", ", definition.Files.Values)));

    /// <summary>Null where a file is missing, or there is none.</summary>
    private FileState? TryFind()
    {
        var found = List();
        if (found.Count == 0 || found.Any(file => !file.File.Exists))
        {
            return null;
        }

        var files = found.Select(file => new SourceFile(file.Table, file.File.FullName, Partition(file.File) + file.File.Name, file.File.Length, $"{file.File.LastWriteTimeUtc.Ticks}")).ToList();
        return new(FileState.Fingerprint(files, definition.Path is null ? importRules : null), files);
    }

    private List<(string Table, FileInfo File)> List()
    {
        if (definition.Path is { } path)
        {
            var database = new FileInfo(Path.Combine(basePath, path));
            var log = new FileInfo(database.FullName + ".wal");
            return log.Exists ? [("", database), ("", log)] : [("", database)];
        }

        return [.. from pattern in definition.Files from file in Match(Path.Combine(basePath, pattern.Value)) select (pattern.Key, file)];
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
