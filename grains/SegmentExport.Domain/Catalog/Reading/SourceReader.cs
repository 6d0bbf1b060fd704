using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A source: a database file, files by table, or a server.</summary>
internal static class SourceReader
{
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
        var parallelReads = (int?)source.Optional("parallelReads")?.AsWhole(1, 10_000);
        var definition = kind switch
        {
            null => null,
            SourceKinds.DuckDb => ReadFiles(id, source),
            SourceKinds.Postgres or SourceKinds.ClickHouse => ReadServer(id, kind, source),
            _ => source.Optional("kind")!.Value.Fail<SourceDefinition>($"Found {source.Optional("kind")!.Value.Found}. Allowed: {SourceKinds.Allowed}."),
        };
        return definition is null ? null : definition with { ParallelReads = parallelReads };
    }

    /// <summary>A source that is reached over the network: all that is secret about it stands in the settings.</summary>
    private static SourceDefinition ReadServer(string id, string kind, ObjectNode source)
    {
        if ((source.Optional("path") ?? source.Optional("files")) is { } place)
        {
            place.Fail<string>($"A source of the kind '{kind}' has none: its connection string stands in the settings, as SegmentExport:Sources:Connections:{id}.");
        }

        return new(id, kind, null, ImmutableSortedDictionary<string, string>.Empty);
    }

    private static SourceDefinition? ReadFiles(string id, ObjectNode source)
    {
        if (source.Has("path") == source.Has("files"))
        {
            return source.Node.Fail<SourceDefinition>("A source has either a 'path' (a database file) or 'files' (Parquet or CSV files), and not both.");
        }

        var files = source.Optional("files") is { } found ? ReadFiles(found) : ImmutableSortedDictionary<string, string>.Empty;
        if (files.Values.Any(S3Location.IsMeant) && !files.Values.All(S3Location.IsMeant))
        {
            source.Node.Fail<string>("The files of one source are either all in folders or all in S3. Make two sources of them, or copy the smaller ones to the others.");
        }

        return new(id, SourceKinds.DuckDb, ReadPath(source), files);
    }

    private static string? ReadPath(ObjectNode source)
    {
        var path = source.OptionalText("path");
        if (path?.Contains("://", StringComparison.Ordinal) == true)
        {
            source.Optional("path")!.Value.Fail<string>("A database file is read where it lies, on a disk. Objects in S3 are Parquet or CSV files: name them as 'files'.");
        }

        return path;
    }

    private static string ReadGlob(Node node)
    {
        var glob = node.AsText() ?? "";
        if (glob.Contains("://", StringComparison.Ordinal) && !S3Location.TryParse(glob, out _))
        {
            node.Fail<string>($"Found {node.Found}. Allowed: paths, and {S3Location.Allowed}. The server and its keys stand in the settings (SegmentExport:Sources:S3).");
        }

        return glob;
    }

    private static ImmutableSortedDictionary<string, string> ReadFiles(Node node)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        switch (node.Element.ValueKind)
        {
            case System.Text.Json.JsonValueKind.String:
                files["*"] = ReadGlob(node);
                break;
            case System.Text.Json.JsonValueKind.Object:
                foreach (var (table, glob) in node.AsObject()!.Properties)
                {
                    if (string.IsNullOrWhiteSpace(table))
                    {
                        glob.Fail<string>("A table needs a name.");
                    }

                    files[table] = ReadGlob(glob);
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
