namespace SegmentExport.Sources.Postgres;

/// <summary>A row by where it is stored, as long as it does not change.</summary>
/// <param name="Table">The oid of the table, which is a partition's where the table has such.</param>
/// <param name="File">The file that holds it: a table that is written anew (<c>VACUUM FULL</c>, <c>CLUSTER</c>) keeps its oid and its rows' transactions, and moves its rows.</param>
/// <param name="Tuple">Its place in there (<c>ctid</c>).</param>
/// <param name="Version">The transaction that wrote it (<c>xmin</c>): another row may come to the same place.</param>
internal sealed record RowPlace(string Table, string File, string Tuple, string Version)
{
    /// <summary>The place in SQL, as <see cref="TryParse"/> reads it.</summary>
    public static string Sql(string table, string tuple, string version) => $"{table}::text || ':' || {FileSql(table)} || ':' || {tuple}::text || ':' || {version}::text";

    /// <summary>The file of a table in SQL, by its oid.</summary>
    public static string FileSql(string table) => $"pg_relation_filenode({table})::text";

    /// <summary>Reads a place; null where it is none.</summary>
    public static RowPlace? TryParse(string text) => text.Split(':') is [var table, var file, var tuple, var version] ? new(table, file, tuple, version) : null;

    /// <inheritdoc />
    public override string ToString() => $"{Table}:{File}:{Tuple}:{Version}";
}
