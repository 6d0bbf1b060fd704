namespace SegmentExport.Sources.Postgres;

/// <summary>A column as the database describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeId">The oid of its type, or of the type below where that is a domain.</param>
/// <param name="TypeModifier">What the type's parentheses hold, as the database keeps it; -1 where there are none.</param>
/// <param name="TypeKind">b: a base type, c: composite, d: a domain over a domain, e: an enumeration, r and m: ranges.</param>
/// <param name="Category">What sort of type it is; A: an array.</param>
/// <param name="TypeName">The type in SQL, without its modifier.</param>
/// <param name="IsNotNull">Whether it always has a value.</param>
/// <param name="IsIndexed">Whether there is an index by which its ranges can be read.</param>
/// <param name="IsUnique">Whether no value stands there twice.</param>
/// <param name="Collation">How its texts are compared, in SQL; null where it has none.</param>
internal sealed record TableColumn(
    string Name, uint TypeId, int TypeModifier, char TypeKind, char Category, string TypeName, bool IsNotNull, bool IsIndexed, bool IsUnique, string? Collation)
{
    // Oids of pg_type.dat: whole numbers, and texts of any length.
    private static readonly uint[][] Alike = [[20, 21, 23], [25, 1043]];

    /// <summary>Whether no two values of another column are equal to the same one of this, as they may be where both have to be turned into a third type to be compared.</summary>
    public bool TellsApart(TableColumn other) => other.TypeId == TypeId || Alike.Any(types => types.Contains(TypeId) && types.Contains(other.TypeId));
}

