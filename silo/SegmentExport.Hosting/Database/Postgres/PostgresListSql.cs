using System.Collections.Immutable;
using SegmentExport.Hosting.Tasks;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>The list in PostgreSQL.</summary>
internal sealed class PostgresListSql : ListSql
{
    public override string Columns => "task.summary, task.summary #> '{packaging,totals}', task.submitted_at, task.task_id";

    public override string LastChange => "last_final_change()";

    public override string IsFinal => " AND change_sequence <= last_final_change()";

    // PostgreSQL merges stretches only where each is ordered by itself.
    public override string Merge(ImmutableArray<string> selects, string order) =>
        selects.Length == 1 ? $"{selects[0]} {order};" : $"{string.Join(" UNION ALL ", selects.Select(select => $"({select} {order})"))} {order};";

    // From the indexes alone; only the page's own rows are fetched.
    public override string ByName(string table, ImmutableArray<string> stretches, string order) => $"""
        SELECT {Columns} FROM (
            SELECT found.submitted_at, found.task_id FROM jsonb_array_elements_text(@names::jsonb) AS name(value) CROSS JOIN LATERAL (
                {string.Join(" UNION ALL ", stretches.Select(stretch => $"(SELECT submitted_at, task_id FROM {table} WHERE segment_name = name.value AND {stretch} {order})"))}) AS found
            {order}) AS page
        JOIN {table} AS task ON task.space_id = @space AND task.task_id = page.task_id
        ORDER BY task.submitted_at DESC, task.task_id DESC;
        """;
}
