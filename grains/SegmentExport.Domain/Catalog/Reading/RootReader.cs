using System.Collections.Frozen;
using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>The file as a whole.</summary>
internal static class RootReader
{
    /// <summary>Reads everything there is, also after an error, so that one look at the errors is enough.</summary>
    /// <returns>The catalog; null, or one that lacks something, where there are errors.</returns>
    public static SpaceCatalog? Read(Node root)
    {
        if (root.AsObject("sources", "spaces", "operators") is not { } file)
        {
            return null;
        }

        var sourceNodes = file.Required("sources")?.AsObject();
        var sources = ImmutableArray.CreateBuilder<SourceDefinition>();
        foreach (var (id, node) in sourceNodes?.Properties ?? ImmutableDictionary<string, Node>.Empty)
        {
            if (SourceReader.Read(id, node) is { } source)
            {
                sources.Add(source);
            }
        }

        if (sourceNodes is { Properties.Count: 0 })
        {
            sourceNodes.Node.Fail<object>("There are no sources. Name at least one.");
        }

        // What a space may name is whatever stands there, valid or not: one mistake is told once.
        var known = sourceNodes?.Properties.Keys.ToHashSet(StringComparer.Ordinal);
        return new(sources.ToImmutable(), ReadSpaces(file.Required("spaces"), known)) { Operators = ReadOperators(file.Optional("operators")) };
    }

    private static FrozenSet<UserId> ReadOperators(Node? list)
    {
        var users = new HashSet<UserId>();
        foreach (var entry in list?.AsArray() ?? [])
        {
            if (entry.AsText() is not { } name)
            {
                continue;
            }

            if (!UserId.TryParse(name, out var user))
            {
                entry.Fail<object>($"Found {entry.Found}; a user is {MemberReader.Allowed}.");
            }
            else if (!users.Add(user))
            {
                entry.Fail<object>($"{entry.Found} stands there twice. Keep one.");
            }
        }

        return users.ToFrozenSet();
    }

    private static ImmutableArray<Space> ReadSpaces(Node? list, IReadOnlyCollection<string>? sources)
    {
        var ids = new HashSet<SpaceId>();
        var nodes = list?.AsArray().ToList() ?? [];
        if (list is { Element.ValueKind: System.Text.Json.JsonValueKind.Array } && nodes.Count == 0)
        {
            list.Value.Fail<object>("There are no spaces. Name at least one.");
        }

        return [.. nodes.Select(node => SpaceReader.Read(node, ids, sources)).OfType<Space>()];
    }
}
