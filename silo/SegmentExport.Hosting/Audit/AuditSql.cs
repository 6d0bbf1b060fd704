namespace SegmentExport.Hosting.Audit;

/// <summary>Where the audit's SQL differs from database to database.</summary>
/// <param name="Position">What rows become visible in the order of, with their id.</param>
/// <param name="IsFinal">Rows below which none can appear any more, as <c> AND …</c>; empty where that is all of them.</param>
internal sealed record AuditSql(string Position, string IsFinal)
{
    /// <summary>SQLite has one writer.</summary>
    public static AuditSql Sqlite { get; } = new("audit_id", "");

    /// <summary>PostgreSQL: positions are those of transactions.</summary>
    public static AuditSql Postgres { get; } = new("position", " AND position <= last_final_change()");
}
