using System.Collections.Immutable;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A space with everything in it.</summary>
internal static class SpaceReader
{
    public static Space? Read(Node node, HashSet<SpaceId> ids, IReadOnlyCollection<string>? sources)
    {
        if (node.AsObject("id", "name", "fourEyes", "source", "profile", "fields", "segments", "members", "groups", "limits", "weight") is not { } space)
        {
            return null;
        }

        var id = space.Id("id", ids);
        var name = space.Text("name");
        var fourEyes = space.Flag("fourEyes");
        var source = ReadSource(space, sources);
        var profile = ReadProfile(space.Required("profile"));
        var fields = ReadFields(space.Required("fields"));
        var segmentIds = new HashSet<SegmentId>();
        var segments = Each(space.Required("segments"), entry => SegmentReader.Read(entry, segmentIds));
        var users = new HashSet<UserId>();
        var members = Each(space.Required("members"), entry => MemberReader.ReadMember(entry, users));
        var groupIds = new HashSet<GroupId>();
        var groups = Each(space.Optional("groups"), entry => MemberReader.ReadGroup(entry, groupIds));
        var limits = LimitsReader.Read(space.Optional("limits"));
        var weight = (int)(space.Optional("weight")?.AsWhole(1, 100) ?? 1);
        return id is null || name is null || source is null || profile is null
            ? null
            : new(id.Value, name, fourEyes, source, profile, fields, segments, members) { Groups = groups, Limits = limits, Weight = weight };
    }

    private static string? ReadSource(ObjectNode space, IReadOnlyCollection<string>? sources)
    {
        var name = space.Text("source");
        return name is null || sources is null || sources.Contains(name)
            ? name
            : space.Required("source")!.Value.Fail<string>($"There is no source '{name}'. Sources of this file: {string.Join(", ", sources)}.");
    }

    private static ProfileTable? ReadProfile(Node? node)
    {
        if (node?.AsObject("table", "key") is not { } profile)
        {
            return null;
        }

        var (table, key) = (profile.Text("table"), profile.Text("key"));
        return table is null || key is null ? null : new(table, key);
    }

    private static ImmutableArray<Field> ReadFields(Node? node)
    {
        if (node is { Element.ValueKind: System.Text.Json.JsonValueKind.Array } list && list.Element.GetArrayLength() == 0)
        {
            return list.Fail<ImmutableArray<Field>?>("There are no fields. Name at least one.") ?? [];
        }

        var ids = new HashSet<FieldId>();
        return Each(node, entry => FieldReader.Read(entry, ids));
    }

    private static ImmutableArray<T> Each<T>(Node? list, Func<Node, T?> read)
        where T : class => [.. list?.AsArray().Select(read).OfType<T>() ?? []];
}
