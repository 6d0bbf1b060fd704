using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog.Reading;

/// <summary>A segment: a condition, or a list of members.</summary>
internal static class SegmentReader
{
    public static Segment? Read(Node node, HashSet<SegmentId> ids)
    {
        if (node.AsObject("id", "name", "where", "members") is not { } segment)
        {
            return null;
        }

        var id = segment.Id("id", ids);
        var name = segment.Text("name");
        var definition = ReadDefinition(segment);
        return id is null || name is null || definition is null ? null : new(id.Value, name, definition);
    }

    private static SegmentDefinition? ReadDefinition(ObjectNode segment)
    {
        if (segment.Has("where") == segment.Has("members"))
        {
            return segment.Node.Fail<SegmentDefinition>("A segment has either 'where' (a condition; \"true\" means everybody) or 'members' (a list), and not both.");
        }

        return segment.Optional("members") is { } members
            ? ReadMembers(members)
            : segment.Text("where") is { } where ? new PredicateSegment { Where = where } : null;
    }

    private static MemberListSegment? ReadMembers(Node node)
    {
        if (node.AsObject("table", "segment", "segmentColumn", "key") is not { } members)
        {
            return null;
        }

        var (table, segment) = (members.Text("table"), members.Text("segment"));
        var (segmentColumn, key) = (members.OptionalText("segmentColumn"), members.OptionalText("key"));
        if (table is null || segment is null)
        {
            return null;
        }

        var definition = new MemberListSegment { Table = table, Segment = segment, KeyColumn = key };
        return segmentColumn is null ? definition : definition with { SegmentColumn = segmentColumn };
    }
}
