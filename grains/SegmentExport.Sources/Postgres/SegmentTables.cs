using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.Postgres;

/// <summary>The tables that a query reads, as the database describes them.</summary>
/// <param name="Profile">The profile table.</param>
/// <param name="Members">The table of the member list; null where the segment is a condition.</param>
internal sealed record SegmentTables(TableLayout Profile, TableLayout? Members)
{
    /// <summary>Looks them up.</summary>
    /// <exception cref="Domain.Errors.PackagingException">One is not there.</exception>
    public static SegmentTables Get(PostgresSession session, ExportQuery query, CancellationToken cancellationToken) => new(
        TableLayout.Get(session, query.Profile.Table, cancellationToken),
        query.Segment is MemberListSegment members ? TableLayout.Get(session, members.Table, cancellationToken) : null);
}
