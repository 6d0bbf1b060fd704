using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// The stretches of stored rows that a page is looked for in. Of a condition it is one: reading ends by itself once the page is full. A member list is looked up
/// as a whole before the first row comes, so it is taken a few members at a time; more where filters let few of them through.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="sql">Its SQL.</param>
/// <param name="from">The row id to begin with.</param>
/// <param name="rows">How many rows the page has.</param>
internal sealed class PageStretches(ExportQuery query, SegmentSql sql, long from, int rows)
{
    private const int FilteredMembers = 10_000;
    private const int Growth = 8;

    private long _from = from;
    private long _members = query.Filters.IsEmpty ? rows : FilteredMembers;
    private bool _isOver;

    /// <summary>The parameters of <see cref="Sql"/>.</summary>
    public IReadOnlyList<object> Parameters => sql.Parameters;

    /// <summary>Reads at most so many rows of a stretch, and with each its row id.</summary>
    public string Sql(Shard stretch, int rows) => sql.ReadPage(stretch, rows);

    /// <summary>The next stretch; null after the last.</summary>
    public Shard? Next(DuckDbSession session, CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return null;
        }

        var start = _from;
        if (query.Segment is not MemberListSegment)
        {
            _isOver = true;
            return Stretch(start, null);
        }

        var last = session.Scalar<long>(sql.LastMember(start, _members), [], cancellationToken);
        _isOver = last < 0;
        (_from, _members) = (last + 1, _members * Growth);

        // An empty one still tells the columns.
        return Stretch(start, _isOver ? start : _from);
    }

    private static Shard Stretch(long from, long? to) => new() { Index = 0, From = $"{from}", To = to is { } end ? $"{end}" : null, FirstRow = 0, Rows = 0 };
}
