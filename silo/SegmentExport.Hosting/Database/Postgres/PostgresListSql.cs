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

    public override string ByName(string condition, string order) => $"""
        SELECT {Columns} FROM jsonb_array_elements_text(@names::jsonb) AS name(value) CROSS JOIN LATERAL (
            SELECT summary, submitted_at, task_id FROM download_task WHERE segment_name = name.value AND {condition} {order}) AS task
        {order};
        """;
}
