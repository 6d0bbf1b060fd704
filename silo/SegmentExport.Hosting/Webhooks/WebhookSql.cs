namespace SegmentExport.Hosting.Webhooks;

/// <summary>Where the outbox's SQL differs from database to database.</summary>
/// <param name="SkipTaken">Passes over what another silo takes at this moment; empty where there is one writer.</param>
internal sealed record WebhookSql(string SkipTaken)
{
    /// <summary>SQLite has one writer.</summary>
    public static WebhookSql Sqlite { get; } = new("");

    /// <summary>PostgreSQL has many.</summary>
    public static WebhookSql Postgres { get; } = new(" FOR UPDATE SKIP LOCKED");
}
