using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.Postgres;

/// <summary>Holds the catalog against what is really there.</summary>
/// <param name="connect">Begins a transaction: one that fails is of no more use.</param>
/// <param name="cancellationToken">Ends the check.</param>
internal sealed class PostgresCheck(Func<PostgresSession> connect, CancellationToken cancellationToken)
{
    private const int MaxNamed = 40;

    /// <summary>Everything of one query that the source does not have.</summary>
    public IEnumerable<SourceProblem> Find(ExportQuery query, int index)
    {
        using var session = connect();
        var (profile, problem) = Open(session, query.Profile.Table);
        if (profile is null)
        {
            return [new(index, null, problem!)];
        }

        var problems = new List<SourceProblem>();
        problems.AddRange(CheckKey(profile, query.Profile.Key).Select(message => new SourceProblem(index, null, message)));
        problems.AddRange(query.Columns.Index().Where(column => profile.Find(column.Item.Column) is null).Select(column => new SourceProblem(index, column.Index, Missing(profile, column.Item.Column))));
        if (CheckSegment(session, profile, query) is { } wrong)
        {
            problems.Add(new(index, null, wrong));
        }

        return problems;
    }

    private (TableLayout? Layout, string? Problem) Open(PostgresSession session, string table) => TableLayout.Find(session, table, cancellationToken) switch
    {
        null => (null, $"The source has no table '{table}'. It has: {string.Join(", ", Tables(session))}."),
        { HasRowVersions: false } => (null, $"'{table}' is no table of rows with versions, by which a change while a file is made would be noticed: it is a view, has foreign tables or others under it, or is not kept as heap. Make a materialized view of it."),
        var layout => (layout, null),
    };

    private static IEnumerable<string> CheckKey(TableLayout profile, string key)
    {
        if (profile.Find(key) is not { } column)
        {
            yield return Missing(profile, key);
        }
        else if (!column.IsIndexed)
        {
            yield return $"The key '{key}' of the table '{profile.Table}' has no index in its own collation, so that every shard would read the whole table. Make a unique index on it.";
        }
    }

    private string? CheckSegment(PostgresSession session, TableLayout profile, ExportQuery query)
    {
        TableLayout? list = null;
        if (query.Segment is MemberListSegment members)
        {
            (list, var problem) = Open(session, members.Table);
            if (list is null)
            {
                return problem;
            }

            if (new[] { members.SegmentColumn, members.KeyColumnFor(query.Profile) }.FirstOrDefault(column => list.Find(column) is null) is { } missing)
            {
                return Missing(list, missing);
            }
        }

        if (profile.Find(query.Profile.Key) is not { } key)
        {
            return null;
        }

        return TryExplain(query, new(profile, list))
            ?? (query.Segment is MemberListSegment listed ? ListIndexCheck.Find(session, listed, key, list!.Get(listed.KeyColumnFor(query.Profile)), cancellationToken) : null);
    }

    private string? TryExplain(ExportQuery query, SegmentTables tables)
    {
        try
        {
            using var session = connect();
            var sql = new SegmentSql(query with { Filters = [], Columns = [] }, tables);
            session.Bind(sql.Values, cancellationToken);
            session.ForEach($"EXPLAIN {sql.Count()}", [], _ => { }, cancellationToken);
            return null;
        }
        catch (PackagingException fault) when (!fault.IsTransient)
        {
            return query.Segment is MemberListSegment
                ? "The member list's keys cannot be compared with the profile table's: they are of another type, or the list's name is."
                : "The segment's condition cannot be read as SQL over the profile table's columns.";
        }
    }

    private List<string> Tables(PostgresSession session)
    {
        var tables = new List<string>();
        session.ForEach(
            $"SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1 LIMIT {MaxNamed}",
            [],
            row => tables.Add(row.GetString(0)),
            cancellationToken);
        return tables;
    }

    private static string Missing(TableLayout table, string column) =>
        $"The table '{table.Table}' has no column '{column}'. It has: {string.Join(", ", table.Columns.Select(known => known.Name).Order(StringComparer.Ordinal).Take(MaxNamed))}.";
}
