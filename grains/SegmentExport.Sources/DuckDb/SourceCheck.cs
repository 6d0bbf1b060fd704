using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Holds the catalog against what is really there.</summary>
internal static class SourceCheck
{
    private const int MaxNamed = 40;

    /// <summary>Everything of one query that the source does not have.</summary>
    public static IEnumerable<SourceProblem> Find(DuckDbSession session, ExportQuery query, int index, CancellationToken cancellationToken)
    {
        var columns = Columns(session, query.Profile.Table, cancellationToken);
        if (columns is null)
        {
            yield return new(index, null, $"The source has no table '{query.Profile.Table}'. It has: {string.Join(", ", Tables(session, cancellationToken).Take(MaxNamed))}.");
            yield break;
        }

        if (!columns.ContainsKey(query.Profile.Key))
        {
            yield return new(index, null, Missing(query.Profile.Table, query.Profile.Key, columns));
        }

        for (var i = 0; i < query.Columns.Length; i++)
        {
            if (!columns.ContainsKey(query.Columns[i].Column))
            {
                yield return new(index, i, Missing(query.Profile.Table, query.Columns[i].Column, columns));
            }
        }

        if (CheckSegment(session, query, columns, cancellationToken) is { } problem)
        {
            yield return new(index, null, problem);
        }
    }

    private static string? CheckSegment(DuckDbSession session, ExportQuery query, Dictionary<string, string> profile, CancellationToken cancellationToken)
    {
        if (query.Segment is MemberListSegment members)
        {
            if (Columns(session, members.Table, cancellationToken) is not { } columns)
            {
                return $"The source has no table '{members.Table}'. It has: {string.Join(", ", Tables(session, cancellationToken).Take(MaxNamed))}.";
            }

            var missing = new[] { members.SegmentColumn, members.KeyColumnFor(query.Profile) }.FirstOrDefault(column => !columns.ContainsKey(column));
            if (missing is not null)
            {
                return Missing(members.Table, missing, columns);
            }

            return !profile.ContainsKey(query.Profile.Key) || CanRead(session, () => SegmentSql.MemberRows(query, MemberKeys.AreTexts(query, profile, columns), pass: 0, passes: 1), cancellationToken)
                ? null
                : "The member list's keys cannot be compared with the profile table's: they are of another type, or the list's name is.";
        }

        return CanRead(session, () => (new SegmentSql(query with { Filters = [] }, null, profile).Count(), []), cancellationToken) ? null : "The segment's condition cannot be read as SQL over the profile table's columns.";
    }

    private static bool CanRead(DuckDbSession session, Func<(string Sql, IReadOnlyList<object> Parameters)> write, CancellationToken cancellationToken)
    {
        try
        {
            var (sql, parameters) = write();
            session.Execute($"EXPLAIN {sql}", parameters, cancellationToken);
            return true;
        }
        catch (PackagingException fault) when (!fault.IsTransient)
        {
            return false;
        }
    }

    private static Dictionary<string, string>? Columns(DuckDbSession session, string table, CancellationToken cancellationToken)
    {
        try
        {
            var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            session.ForEach($"DESCRIBE SELECT * FROM {SqlText.Table(table)}", [], row => columns[row.GetString(0)] = row.GetString(1), cancellationToken);
            return columns;
        }
        catch (PackagingException fault) when (!fault.IsTransient)
        {
            return null;
        }
    }

    private static List<string> Tables(DuckDbSession session, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        session.ForEach("SELECT name FROM (SHOW TABLES) ORDER BY name", [], row => tables.Add(row.GetString(0)), cancellationToken);
        return tables;
    }

    private static string Missing(string table, string column, Dictionary<string, string> columns) =>
        $"The table '{table}' has no column '{column}'. It has: {string.Join(", ", columns.Keys.Order(StringComparer.Ordinal).Take(MaxNamed))}.";
}
