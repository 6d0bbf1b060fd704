using System.Data.Common;

namespace SegmentExport.Hosting.Audit;

/// <summary>A row of the audit as it is sealed.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Id">Its id.</param>
/// <param name="Space">Its space.</param>
/// <param name="Values">All else, in the order of <see cref="Columns"/>; numbers as text.</param>
internal sealed record AuditRow(long Position, long Id, string Space, IReadOnlyList<string?> Values)
{
    /// <summary>What is sealed of a row beside position, id and space.</summary>
    public const string Columns = "at, task_id, actor, action, outcome, CAST(row_count AS TEXT), fields, container, range, trace_id, digest";

    private const int FixedColumns = 3;

    /// <summary>Reads a row of a select of position, id, space and <see cref="Columns"/>.</summary>
    public static AuditRow Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetString(2),
        [.. Enumerable.Range(FixedColumns, row.FieldCount - FixedColumns).Select(column => row.IsDBNull(column) ? null : row.GetString(column))]);
}
