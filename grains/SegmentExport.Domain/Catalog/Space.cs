using System.Collections.Frozen;
using System.Collections.Immutable;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;

namespace SegmentExport.Domain.Catalog;

/// <summary>A space (空间): a tenant with its own fields, segments and members.</summary>
public sealed class Space
{
    private readonly FrozenDictionary<FieldId, Field> _fields;
    private readonly FrozenDictionary<SegmentId, Segment> _segments;
    private readonly FrozenDictionary<UserId, Member> _members;

    /// <summary>Makes a space whose ids are unique.</summary>
    /// <exception cref="ArgumentException">Two fields, segments or members have one id.</exception>
    public Space(
        SpaceId id,
        string name,
        bool fourEyes,
        string source,
        ProfileTable profile,
        ImmutableArray<Field> fields,
        ImmutableArray<Segment> segments,
        ImmutableArray<Member> members)
    {
        (Id, Name, FourEyes, Source, Profile, Fields, Segments, Members) = (id, name, fourEyes, source, profile, fields, segments, members);
        _fields = fields.ToFrozenDictionary(field => field.Id);
        _segments = segments.ToFrozenDictionary(segment => segment.Id);
        _members = members.ToFrozenDictionary(member => member.User);
    }

    /// <summary>Its id.</summary>
    public SpaceId Id { get; }

    /// <summary>What people read.</summary>
    public string Name { get; }

    /// <summary>Whether nobody decides on their own task.</summary>
    public bool FourEyes { get; }

    /// <summary>The id of the source of its profiles.</summary>
    public string Source { get; }

    /// <summary>Its profile table.</summary>
    public ProfileTable Profile { get; }

    /// <summary>Its fields, in the catalog's order.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>Its segments, in the catalog's order.</summary>
    public ImmutableArray<Segment> Segments { get; }

    /// <summary>Its members by name.</summary>
    public ImmutableArray<Member> Members { get; }

    /// <summary>The groups whose people belong to it as well, each once.</summary>
    public ImmutableArray<MemberGroup> Groups { get; init; } = [];

    /// <summary>How much of what it may do, as far as its catalog says.</summary>
    public SpaceLimits Limits { get; init; } = SpaceLimits.None;

    /// <summary>How much of the packaging slots it gets beside other spaces that wait too: one of weight 2 gets twice as much as one of weight 1. 1 to 100.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The field of that id, or null.</summary>
    public Field? Field(FieldId id) => _fields.GetValueOrDefault(id);

    /// <summary>The segment of that id, or null.</summary>
    public Segment? Segment(SegmentId id) => _segments.GetValueOrDefault(id);

    /// <summary>What somebody may do: as a member, and by each group of theirs that belongs to the space, all together.</summary>
    /// <param name="user">Who.</param>
    /// <param name="groups">The groups that their token names; may be default.</param>
    /// <returns>Null for somebody who does not belong to the space.</returns>
    public SpacePermissions? PermissionsOf(UserId user, ImmutableArray<GroupId> groups) =>
        GroupsAmong(groups).Select(group => (SpacePermissions?)group.Permissions).Append(_members.GetValueOrDefault(user)?.Permissions)
            .Aggregate((all, some) => some is null ? all : (all ?? SpacePermissions.None) | some);

    /// <summary>The groups of the space that are among these.</summary>
    public IEnumerable<MemberGroup> GroupsAmong(ImmutableArray<GroupId> groups) => groups.IsDefaultOrEmpty ? [] : Groups.Where(group => groups.Contains(group.Group));
}
