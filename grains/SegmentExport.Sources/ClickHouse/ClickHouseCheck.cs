using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>Holds the catalog against what is really there.</summary>
internal sealed class ClickHouseCheck(ClickHouseServer server)
{
    private const int MaxNamed = 40;

    /// <summary>Everything of one query that the source does not have.</summary>
    public async ValueTask<IReadOnlyList<SourceProblem>> FindAsync(ExportQuery query, int index, CancellationToken cancellationToken)
    {
        var (profile, problem) = await OpenAsync(query.Profile.Table, cancellationToken);
        if (profile is null)
        {
            return [new(index, null, problem!)];
        }

        var problems = new List<SourceProblem>();
        problems.AddRange(CheckKey(profile, query.Profile.Key).Select(message => new SourceProblem(index, null, message)));
        problems.AddRange(query.Columns.Index().Where(column => profile.TypeOf(column.Item.Column) is null).Select(column => new SourceProblem(index, column.Index, Missing(profile, column.Item.Column))));
        if (await CheckSegmentAsync(profile, query, cancellationToken) is { } wrong)
        {
            problems.Add(new(index, null, wrong));
        }

        return problems;
    }

    private async ValueTask<(TableLayout? Layout, string? Problem)> OpenAsync(string table, CancellationToken cancellationToken)
    {
        switch (await TableLayout.FindAsync(server, table, cancellationToken))
        {
            case null:
                var tables = await server.RowsAsync($"SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name LIMIT {MaxNamed}", 1, cancellationToken);
                return (null, $"The source has no table '{table}'. It has: {string.Join(", ", tables.Select(row => row[0]))}.");
            case { HasParts: false } other:
                return (null, $"'{table}' is kept by {other.Engine}, whose rows bear no numbers, by which a change while a file is made would be noticed. Name a table of the MergeTree family.");
            case var layout:
                return (layout, null);
        }
    }

    private static IEnumerable<string> CheckKey(TableLayout profile, string key)
    {
        if (profile.TypeOf(key) is not { } type)
        {
            yield return Missing(profile, key);
        }
        else if (!profile.IsIndexedBy(key))
        {
            yield return $"The key '{key}' is not the first of the primary key of the table '{profile.Name}', so that every shard would read the whole table. Make a table that is ordered by it.";
        }
        else if (TypeName.Parse(type).IsNullable)
        {
            yield return $"The key '{key}' may be missing: it is {type}. A key is never missing.";
        }
    }

    private async ValueTask<string?> CheckSegmentAsync(TableLayout profile, ExportQuery query, CancellationToken cancellationToken)
    {
        TableLayout? list = null;
        if (query.Segment is MemberListSegment members)
        {
            (list, var problem) = await OpenAsync(members.Table, cancellationToken);
            if (list is null)
            {
                return problem;
            }

            if (new[] { members.SegmentColumn, members.KeyColumnFor(query.Profile) }.FirstOrDefault(column => list.TypeOf(column) is null) is { } missing)
            {
                return Missing(list, missing);
            }
        }

        if (profile.TypeOf(query.Profile.Key) is null)
        {
            return null;
        }

        return list is null || SegmentSql.CanCompare(query, profile, list)
            ? await TryReadAsync(query, profile, list, cancellationToken)
            : "The member list's keys cannot be compared with the profile table's: they are of another type.";
    }

    private async ValueTask<string?> TryReadAsync(ExportQuery query, TableLayout profile, TableLayout? list, CancellationToken cancellationToken)
    {
        try
        {
            // No row is wanted: the server has to understand the statement, and no more.
            var sql = new SegmentSql(query with { Filters = [], Columns = [] }, profile, list);
            await server.RowsAsync($"SELECT toString(count()) FROM ({sql.Read([], default, limit: 0)})", 1, cancellationToken);
            return null;
        }
        catch (PackagingException fault) when (!fault.IsTransient)
        {
            return query.Segment is MemberListSegment
                ? "The member list cannot be read: the column that names the list is of another type than text."
                : "The segment's condition cannot be read as SQL over the profile table's columns.";
        }
    }

    private static string Missing(TableLayout table, string column) =>
        $"The table '{table.Name}' has no column '{column}'. It has: {string.Join(", ", table.Columns.Select(known => known.Name).Order(StringComparer.Ordinal).Take(MaxNamed))}.";
}
