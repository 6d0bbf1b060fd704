namespace SegmentExport.Domain.Catalog;

/// <summary>The kinds of sources that a catalog may name.</summary>
public static class SourceKinds
{
    /// <summary>A DuckDB file, or Parquet and CSV files.</summary>
    public const string DuckDb = "duckdb";

    /// <summary>Tables of a PostgreSQL database. Where it is and who reads it, the settings say: a connection string is a secret.</summary>
    public const string Postgres = "postgres";

    /// <summary>Tables of a ClickHouse server, likewise.</summary>
    public const string ClickHouse = "clickhouse";

    /// <summary>All of them, as messages name them.</summary>
    public const string Allowed = $"{DuckDb}, {Postgres}, {ClickHouse}";
}
