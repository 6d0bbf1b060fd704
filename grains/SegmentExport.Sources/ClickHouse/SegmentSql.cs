using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>The SQL of a query. Names and conditions come from the operator's catalog; what a caller sends is always a value (<see cref="SqlValue"/>). The profile table is <c>p</c>.</summary>
/// <param name="query">The query.</param>
/// <param name="profile">Its profile table.</param>
/// <param name="list">The table of its member list, where it is one.</param>
internal sealed class SegmentSql(ExportQuery query, TableLayout profile, TableLayout? list)
{
    /// <summary>Stands behind each row: what is no row has something else there, such as the message of an error that came when rows had been sent already.</summary>
    public const uint EndOfRow = 0x5345_4758;

    private readonly string _key = $"p.{SqlValue.Name(query.Profile.Key)}";
    private readonly TypeName _keyType = profile.Get(query.Profile.Key);

    private string From => $"FROM {SqlValue.Table(query.Profile.Table)} AS p";

    /// <summary>Whether a list's keys are of the profile's keys' type: the server compares others with each other or not, as its version has it.</summary>
    public static bool CanCompare(ExportQuery query, TableLayout profile, TableLayout list) =>
        profile.Get(query.Profile.Key).Name == list.Get(((MemberListSegment)query.Segment).KeyColumnFor(query.Profile)).Name;

    /// <summary>Counts the rows.</summary>
    public string Count() => $"SELECT toString(count()) {From} WHERE {Condition(default)}";

    /// <summary>The texts of all keys, in order.</summary>
    public string Keys() => $"SELECT toString({_key}), toUInt32({EndOfRow}) {From} WHERE {Condition(default)} ORDER BY {_key}";

    /// <summary>How many bytes of text the columns of a row have, about.</summary>
    public string Width(IEnumerable<string> expressions, int rows)
    {
        var columns = expressions.Select((expression, index) => (Sql: expression, Name: $"w{index}")).ToList();
        var means = string.Join(" + ", columns.Select(column => $"ifNull(avg(length(toString({column.Name}))), 0)").DefaultIfEmpty("0"));
        return $"SELECT toString(toUInt64({means})) FROM (SELECT {string.Join(", ", columns.Select(column => $"{column.Sql} AS {column.Name}").DefaultIfEmpty("1"))} {From} LIMIT {rows})";
    }

    /// <summary>Reads columns of a range of keys, in their order.</summary>
    /// <param name="expressions">The columns.</param>
    /// <param name="range">The range.</param>
    /// <param name="limit">At most so many rows; null: all.</param>
    public string Read(IEnumerable<string> expressions, KeyRange range, int? limit = null) =>
        $"SELECT {string.Concat(expressions.Select(expression => expression + ", "))}toUInt32({EndOfRow}) {From} WHERE {Condition(range)} ORDER BY {_key}{(limit is { } rows ? $" LIMIT {rows}" : "")}";

    /// <summary>The text of the key.</summary>
    public string KeyText => $"toString({_key})";

    private string Condition(KeyRange range)
    {
        var conditions = new List<string>(Range(_key, _keyType, range))
        {
            query.Segment switch
            {
                // Everybody, in every catalog; servers before 2020 know no such word.
                PredicateSegment { Where: "true" } => "1",
                PredicateSegment predicate => $"({predicate.Where}\n)",
                MemberListSegment members => $"{_key} IN ({Members(members, range)})",
                _ => throw new NotSupportedException($"No SQL for a {query.Segment.GetType().Name}."),
            },
        };
        conditions.AddRange(query.Filters.Select(Compare));
        return string.Join(" AND ", conditions);
    }

    private string Members(MemberListSegment members, KeyRange range)
    {
        var column = members.KeyColumnFor(query.Profile);
        var (key, type) = ($"m.{SqlValue.Name(column)}", list!.Get(column));
        string[] conditions = [$"m.{SqlValue.Name(members.SegmentColumn)} = {SqlValue.Typed(SqlValue.Text(members.Segment), list.Get(members.SegmentColumn).Name)}", .. Range(key, type, range)];
        return $"SELECT {key} FROM {SqlValue.Table(members.Table)} AS m WHERE {string.Join(" AND ", conditions)}";
    }

    private static IEnumerable<string> Range(string key, TypeName type, KeyRange range)
    {
        if (range.From is { } from)
        {
            yield return $"{key} {(range.IsBehind ? ">" : ">=")} {SqlValue.Typed(SqlValue.Text(from), type.Name)}";
        }

        if (range.To is { } to)
        {
            yield return $"{key} < {SqlValue.Typed(SqlValue.Text(to), type.Name)}";
        }
    }

    private string Compare(ExportFilter filter)
    {
        var column = $"p.{SqlValue.Name(filter.Column)}";
        var type = profile.Get(filter.Column);
        var text = SqlValue.Text(filter.Value ?? "");
        var value = SqlValue.Typed(text, type.Name);
        return filter.Operator switch
        {
            FilterOperator.Eq => $"{column} = {value}",
            FilterOperator.Ne => type.IsNullable ? $"(isNull({column}) OR {column} != {value})" : $"{column} != {value}",
            FilterOperator.Lt => $"{column} < {value}",
            FilterOperator.Le => $"{column} <= {value}",
            FilterOperator.Gt => $"{column} > {value}",
            FilterOperator.Ge => $"{column} >= {value}",
            FilterOperator.Contains => $"position(toString({column}), {text}) > 0",
            FilterOperator.IsNull => $"isNull({column})",
            FilterOperator.IsNotNull => $"isNotNull({column})",
            _ => throw new NotSupportedException($"No SQL for {filter.Operator}."),
        };
    }
}
