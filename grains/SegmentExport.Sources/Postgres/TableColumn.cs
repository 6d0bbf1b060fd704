using static SegmentExport.Sources.Postgres.TypeIds;

namespace SegmentExport.Sources.Postgres;

/// <summary>A column as the database describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeId">The oid of its type, or of the type below where that is a domain.</param>
/// <param name="TypeModifier">What the type's parentheses hold, as the database keeps it; -1 where there are none.</param>
/// <param name="TypeKind">b: a base type, c: composite, d: a domain over a domain, e: an enumeration, r and m: ranges.</param>
/// <param name="Category">What sort of type it is; A: an array, S: texts.</param>
/// <param name="TypeName">The type in SQL, without its modifier.</param>
/// <param name="IsNotNull">Whether it always has a value.</param>
/// <param name="IsIndexed">Whether there is an index by which its ranges can be read.</param>
/// <param name="IsUnique">Whether no value stands there twice.</param>
/// <param name="Collation">How its texts are compared, in SQL; null where it has none.</param>
internal sealed record TableColumn(
    string Name, uint TypeId, int TypeModifier, char TypeKind, char Category, string TypeName, bool IsNotNull, bool IsIndexed, bool IsUnique, string? Collation)
{
    /// <summary>How the keys of a list are compared with this one.</summary>
    public KeyComparison Compare(TableColumn listed) => (TypeId, listed.TypeId) switch
    {
        var (key, other) when key == other => KeyComparison.Exact,
        (Int2 or Int4 or Int8 or Numeric, Int2 or Int4 or Int8 or Numeric) or (Text or Varchar, Text or Varchar) or (Bpchar, Text) => KeyComparison.Exact,
        (Int8 or Numeric, Float4 or Float8) => KeyComparison.Refused,

        // What is turned into a name may be cut.
        (not TypeIds.Name, _) when TypeKind == 'b' && (Category, listed.Category) is ('S', 'S') => KeyComparison.Cast,
        _ => KeyComparison.Loose,
    };

    /// <summary>The key of a list in SQL, compared as this is: keys that are sorted otherwise are in other shards.</summary>
    /// <param name="listed">The list's key.</param>
    /// <param name="name">How the statement names it.</param>
    public string SqlOf(TableColumn listed, string name)
    {
        var key = Compare(listed) == KeyComparison.Cast ? $"CAST({name} AS {TypeName})" : name;
        return Collation is not null && listed.Collation is not null && listed.Collation != Collation ? $"{key} COLLATE {Collation}" : key;
    }
}
