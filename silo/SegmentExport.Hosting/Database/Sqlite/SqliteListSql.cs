using System.Collections.Immutable;
using SegmentExport.Hosting.Tasks;

namespace SegmentExport.Hosting.Database.Sqlite;

/// <summary>The list in SQLite.</summary>
internal sealed class SqliteListSql : ListSql
{
    public override string Columns => "task.summary, task.summary -> '$.packaging.totals', task.submitted_at, task.task_id";

    public override string LastChange => "coalesce((SELECT sequence FROM download_task_change WHERE space_id = @space), 0)";

    public override string IsFinal => "";

    // SQLite merges ordered stretches by itself.
    public override string Merge(ImmutableArray<string> selects, string order) => $"{string.Join(" UNION ALL ", selects)} {order};";

    public override string ByName(string table, ImmutableArray<string> stretches, string order) => $"""
        SELECT {Columns} FROM json_each(@names) AS name CROSS JOIN {table} AS task
        WHERE task.rowid IN ({string.Join(" UNION ALL ", stretches.Select(stretch =>
            $"SELECT rowid FROM (SELECT rowid FROM {table} WHERE segment_name = name.value AND {stretch} {order})"))})
        {order};
        """;
}
