using SegmentExport.Domain.Errors;

namespace SegmentExport.Sources.Postgres;

/// <summary>
/// Where a shard begins, and what its rows add up to: what <see cref="Domain.Packaging.Shard.From"/> holds. The first row is named by its place in the table and its version, not by its key:
/// a key may be somebody's number or address, and this ends up in the task's record.
/// </summary>
/// <param name="Row">The first row; null: the shard begins where the segment does.</param>
/// <param name="Stamp">The <see cref="RowStamp"/> of its rows.</param>
internal sealed record ShardBegin(RowPlace? Row, string Stamp)
{
    private const char Separator = ' ';

    /// <inheritdoc />
    public override string ToString() => $"{Stamp}{Separator}{Row}";

    /// <summary>Reads what was written.</summary>
    /// <exception cref="PackagingException">It is none: the plan was made of another kind of source.</exception>
    public static ShardBegin Parse(string? text) => text?.Split(Separator) is [{ Length: > 0 } stamp, var row] && (row.Length == 0 || RowPlace.TryParse(row) is not null)
        ? new(RowPlace.TryParse(row), stamp)
        : throw PostgresFaults.Changed();
}
