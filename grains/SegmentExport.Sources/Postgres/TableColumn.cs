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
internal sealed record TableColumn(
    string Name, uint TypeId, int TypeModifier, char TypeKind, char Category, string TypeName, bool IsNotNull, bool IsIndexed, bool IsUnique);
