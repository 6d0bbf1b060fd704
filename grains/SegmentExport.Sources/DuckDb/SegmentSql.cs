using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// The SQL of a query. Names and conditions come from the operator's catalog; what a caller sends is always a parameter. The profile table is <c>p</c>; its rows
/// are cut by <c>rowid</c>, which DuckDB uses to skip whatever lies outside.
/// </summary>
internal sealed class SegmentSql
{
    private readonly ExportQuery _query;
    private readonly string? _memberList;
    private readonly IReadOnlyDictionary<string, string> _types;

    /// <summary>Prepares the SQL of one query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="memberList">The table of its member list, where it is one.</param>
    /// <param name="types">The SQL types of the profile's columns.</param>
    public SegmentSql(ExportQuery query, string? memberList, IReadOnlyDictionary<string, string> types) =>
        (_query, _memberList, _types) = (query, memberList, types);

    /// <summary>The parameters of <see cref="Count"/>, <see cref="CountByBlock"/> and <see cref="Read"/>, in order.</summary>
    public IReadOnlyList<object> Parameters =>
        [.. _query.Filters.Where(filter => filter.Value is not null).Select(filter => (object)filter.Value!)];

    private string From => $"FROM {SqlText.Table(_query.Profile.Table)} AS p";

    /// <summary>Which member list a query reads: the same text for the same list.</summary>
    public static string MemberListKey(ExportQuery query) => $"{query.Profile}\0{query.Segment}";

    /// <summary>Counts the entries of the list that a query reads.</summary>
    public static (string Sql, IReadOnlyList<object> Parameters) CountMembers(ExportQuery query)
    {
        var members = (MemberListSegment)query.Segment;
        return ($"SELECT count(*) FROM {Members(members)}", [members.Segment]);
    }

    /// <summary>The row ids <c>rid</c> of the profile rows that a list names, each once.</summary>
    /// <param name="query">Reads the list.</param>
    /// <param name="asTexts">Whether its keys are compared as texts: <see cref="MemberKeys"/>.</param>
    /// <param name="pass">Which of the passes: each has the keys of one remainder of their hash.</param>
    /// <param name="passes">How many there are.</param>
    public static (string Sql, IReadOnlyList<object> Parameters) MemberRows(ExportQuery query, bool asTexts, long pass, long passes)
    {
        var members = (MemberListSegment)query.Segment;
        var (key, listed) = ($"p.{SqlText.Name(query.Profile.Key)}", $"m.{SqlText.Name(members.KeyColumnFor(query.Profile))}");
        var ofPass = passes == 1 ? "" : $" AND hash({listed}) % {passes} = {pass}";
        return (
            $"SELECT p.rowid AS rid FROM {SqlText.Table(query.Profile.Table)} AS p WHERE {Compared(key)} IN (SELECT {Compared(listed)} FROM {Members(members)}{ofPass})",
            [members.Segment]);

        string Compared(string column) => asTexts ? $"CAST({column} AS VARCHAR)" : column;
    }

    /// <summary>Counts the rows; null: all, else those of a stretch.</summary>
    public string Count(Shard? stretch = null) => $"SELECT count(*) {From} WHERE {Condition(stretch)}";

    /// <summary>Counts the rows by blocks of so many row ids.</summary>
    public string CountByBlock(long blockRows) =>
        $"SELECT p.rowid // {blockRows} AS block, count(*) AS rows {From} WHERE {Condition(null)} GROUP BY block ORDER BY block";

    /// <summary>Reads the columns of a shard; null: of no row, for the types.</summary>
    public string Read(Shard? shard)
    {
        var columns = string.Join(", ", _query.Columns.Select(column => ColumnExpressions.Of(column.Column, _types.GetValueOrDefault(column.Column))));
        return $"SELECT {columns} {From} WHERE {(shard is null ? "false" : Condition(shard))}";
    }

    /// <summary>Reads the columns of at most so many rows of a stretch, and with each its row id.</summary>
    public string ReadPage(Shard stretch, int rows) =>
        $"SELECT {string.Join("", _query.Columns.Select(column => $"{ColumnExpressions.Of(column.Column, _types.GetValueOrDefault(column.Column))}, "))}p.rowid {From} WHERE {Condition(stretch)} LIMIT {rows}";

    /// <summary>The last of so many members' row ids from a row on; -1 where there are none.</summary>
    public string LastMember(long from, long members) => $"SELECT coalesce(max(rid), -1) FROM (SELECT rid FROM {_memberList} WHERE rid >= {from} LIMIT {members})";

    private static string Members(MemberListSegment members) => $"{SqlText.Table(members.Table)} AS m WHERE m.{SqlText.Name(members.SegmentColumn)} = $1";

    private string Condition(Shard? shard)
    {
        var conditions = new List<string>();
        conditions.AddRange(Range("p.rowid", shard));
        conditions.Add(_query.Segment switch
        {
            PredicateSegment predicate => $"({predicate.Where}\n)",
            MemberListSegment => $"p.rowid IN (SELECT rid FROM {_memberList} WHERE {string.Join(" AND ", Range("rid", shard).DefaultIfEmpty("true"))})",
            _ => throw new NotSupportedException($"No SQL for a {_query.Segment.GetType().Name}."),
        });
        var parameter = 0;
        foreach (var filter in _query.Filters)
        {
            conditions.Add(Compare(filter, filter.Value is null ? "" : $"${++parameter}"));
        }

        return string.Join(" AND ", conditions);
    }

    private static IEnumerable<string> Range(string column, Shard? shard)
    {
        if (shard?.From is { } from)
        {
            yield return $"{column} >= {long.Parse(from)}";
        }

        if (shard?.To is { } to)
        {
            yield return $"{column} < {long.Parse(to)}";
        }
    }

    private string Compare(ExportFilter filter, string parameter)
    {
        var column = "p." + SqlText.Name(filter.Column);
        var value = filter.Operator == FilterOperator.Contains ? parameter : $"CAST({parameter} AS {_types.GetValueOrDefault(filter.Column, "VARCHAR")})";
        return SqlText.Compare(filter.Operator, column, value, $"contains(CAST({column} AS VARCHAR), {value})");
    }
}
