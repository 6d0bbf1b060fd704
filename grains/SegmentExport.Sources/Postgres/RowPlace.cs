namespace SegmentExport.Sources.Postgres;

/// <summary>A row by where it is stored, as long as it does not change.</summary>
/// <param name="Table">The oid of the table, which is a partition's where the table has such.</param>
/// <param name="Tuple">Its place in there (<c>ctid</c>).</param>
/// <param name="Version">The transaction that wrote it (<c>xmin</c>): another row may come to the same place.</param>
internal sealed record RowPlace(string Table, string Tuple, string Version)
{
    /// <summary>The place in SQL, as <see cref="TryParse"/> reads it.</summary>
    public static string Sql(string table, string tuple, string version) => $"{table}::text || ':' || {tuple}::text || ':' || {version}::text";

    /// <summary>Reads a place; null where it is none.</summary>
    public static RowPlace? TryParse(string text) => text.Split(':') is [var table, var tuple, var version] ? new(table, tuple, version) : null;

    /// <inheritdoc />
    public override string ToString() => $"{Table}:{Tuple}:{Version}";
}
