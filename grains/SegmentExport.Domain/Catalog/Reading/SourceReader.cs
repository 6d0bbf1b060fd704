using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A source: a database file, or files by table.</summary>
internal static class SourceReader
{
    private const string DuckDb = "duckdb";

    public static SourceDefinition? Read(string id, Node node)
    {
        if (!IdText.IsValid(id))
        {
            node.Errors.Add(node.Path, $"The source's name is no id: an id is {IdText.Allowed}.");
        }

        if (node.AsObject("kind", "path", "files", "parallelReads") is not { } source)
        {
            return null;
        }

        var kind = source.Text("kind");
        if (kind is not (null or DuckDb))
        {
            source.Optional("kind")!.Value.Fail<string>($"Found {source.Optional("kind")!.Value.Found}. Allowed: {DuckDb}.");
        }

        if (source.Has("path") == source.Has("files"))
        {
            return node.Fail<SourceDefinition>("A source has either a 'path' (a database file) or 'files' (Parquet or CSV files), and not both.");
        }

        var path = source.OptionalText("path");
        var files = source.Optional("files") is { } found ? ReadFiles(found) : ImmutableSortedDictionary<string, string>.Empty;
        var parallelReads = (int?)source.Optional("parallelReads")?.AsWhole(1, 10_000);
        return kind is null ? null : new(id, kind, path, files) { ParallelReads = parallelReads };
    }

    private static ImmutableSortedDictionary<string, string> ReadFiles(Node node)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        switch (node.Element.ValueKind)
        {
            case System.Text.Json.JsonValueKind.String:
                files["*"] = node.AsText() ?? "";
                break;
            case System.Text.Json.JsonValueKind.Object:
                foreach (var (table, glob) in node.AsObject()!.Properties)
                {
                    if (string.IsNullOrWhiteSpace(table))
                    {
                        glob.Fail<string>("A table needs a name.");
                    }

                    files[table] = glob.AsText() ?? "";
                }

                if (files.Count == 0)
                {
                    node.Fail<string>("There are no files. Name them by a glob, or by a glob for each table.");
                }

                break;
            default:
                node.Fail<string>($"Found {node.Found}; a glob, or an object with a glob for each table, is wanted.");
                break;
        }

        return files.ToImmutable();
    }
}
