using System.Globalization;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Sources.Postgres.Columns;

namespace SegmentExport.Sources.Postgres;

/// <summary>
/// The SQL of a query. Names and conditions come from the operator's catalog; whatever a caller sends, and every key, is a <see cref="SessionValue"/>. The profile table is <c>p</c>,
/// the member list <c>m</c>: its keys <c>k</c>, each once, with the oldest transaction <c>x</c> that put it there.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="tables">Its tables.</param>
internal sealed class SegmentSql(ExportQuery query, SegmentTables tables)
{
    private readonly string _key = $"p.{SqlText.Name(query.Profile.Key)}";
    private readonly TableColumn _keyColumn = tables.Profile.Get(query.Profile.Key);
    private readonly TableColumn? _listKey = query.Segment is MemberListSegment members ? Comparable(tables.Profile.Get(query.Profile.Key), tables.Members!.Get(members.KeyColumnFor(query.Profile))) : null;

    /// <summary>How each column is read, in the query's order.</summary>
    public IReadOnlyList<ColumnReading> Columns { get; } = [.. query.Columns.Select(column => ColumnReadings.Of(tables.Profile.Get(column.Column)))];

    /// <summary>The values that the statements refer to, but for bounds.</summary>
    public IReadOnlyList<(string Name, string Value)> Values =>
    [
        .. query.Segment is MemberListSegment members ? [(SessionValue.Segment, members.Segment)] : Array.Empty<(string, string)>(),
        .. query.Filters.Index().Where(filter => filter.Item.Value is not null).Select(filter => (SessionValue.Filter(filter.Index), filter.Item.Value!)),
    ];

    /// <summary>Whether the database itself holds every key to be there only once.</summary>
    public bool HasUniqueKey => _keyColumn.IsUnique && HasExactList;

    /// <summary>Whether no two keys of the list are equal to the same one of the profile table.</summary>
    public bool HasExactList => _listKey is null || _keyColumn.Compare(_listKey) is KeyComparison.Exact or KeyComparison.Cast;

    /// <summary>Whether the versions of places in a list count too.</summary>
    private bool HasList => _listKey is not null;

    private string ListKey => _keyColumn.SqlOf(_listKey!, $"m.{SqlText.Name(_listKey!.Name)}");

    private string MemberSql => HasList ? "m.x" : "0::bigint";

    private string StampSql => RowStamp.Sql("r.x", HasList ? "r.y" : null);

    /// <summary>The row itself.</summary>
    private string Table => SqlText.Table(query.Profile.Table);

    /// <summary>Counts the rows.</summary>
    public string Count() => $"SELECT count(*) {From(Bounds.None)}";

    /// <summary>Has the database guess the rows.</summary>
    public string Estimate() => $"EXPLAIN (FORMAT JSON) SELECT {_key} {From(Bounds.None)}";

    /// <summary>Has the database guess the rows of the profile table; null where a guess of the segment's is never of more.</summary>
    public string? EstimateTable() => HasList ? $"EXPLAIN (FORMAT JSON) SELECT {_key} FROM {Table} AS p" : null;

    /// <summary>Reads the columns of a shard in the order of the keys, and with each row what its <see cref="RowStamp"/> needs.</summary>
    public string Read(Bounds bounds) =>
        $"SELECT {string.Join("", Columns.Select(column => $"{column.Expression}, "))}p.xmin{(HasList ? ", m.x" : "")} {From(bounds)} ORDER BY {_key}";

    /// <summary>Reads the columns of at most so many rows, and with each its key.</summary>
    public string ReadPage(Bounds bounds, int rows) =>
        $"SELECT {string.Join("", Columns.Select(column => $"{column.Expression}, "))}CAST({_key} AS text) {From(bounds)} ORDER BY {_key} LIMIT {rows}";

    /// <summary>
    /// Cuts all rows after every so many, in the order of the keys: of each piece the rows, the sums of its <see cref="RowStamp"/>, the <see cref="RowPlace"/> of its first row,
    /// whether a key stands there twice, rows without one.
    /// </summary>
    public string Plan(long step)
    {
        var twice = HasUniqueKey ? "false" : $"coalesce({_key} = lag({_key}) OVER w, false)";
        var rows = $"SELECT row_number() OVER w - 1 AS n, p.tableoid AS t, p.ctid AS c, p.xmin AS v, {MemberSql} AS y, {twice} AS twice, {_key} IS NULL AS gone {From(Bounds.None)} WINDOW w AS (ORDER BY {_key})";
        return $"""
            SELECT count(*)::text, {StampSql}, max(CASE WHEN r.n % {step} = 0 THEN {RowPlace.Sql("r.t", "r.c", "r.v")} END), bool_or(r.twice), bool_or(r.gone)
            FROM (SELECT rows.*, {Number("rows.v")} AS x FROM ({rows}) AS rows) AS r
            GROUP BY r.n / {step} ORDER BY r.n / {step}
            """;
    }

    /// <summary>Binds the keys, none of them null, between which the table is cut into about so many pieces of one size, judged by a sample: the <see cref="RowPlace"/> of each, in order, behind blanks.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="percent">How much of the table the sample is.</param>
    public string BindBounds(int pieces, double percent) => $"""
        SELECT coalesce(string_agg({RowPlace.Sql("b.t", "b.c", "b.v")}, ' ' ORDER BY b.k), ''), set_config('{SessionValue.Prefix}{SessionValue.Bounds}', coalesce(array_agg(b.k ORDER BY b.k)::text, '{"{}"}'), true)
        FROM (SELECT {_key} AS k, p.tableoid AS t, p.ctid AS c, p.xmin AS v, row_number() OVER (ORDER BY {_key}) - 1 AS n, count(*) OVER () AS total {From(Bounds.None, Sample(percent), ListReading.Looked)}) AS b
        WHERE b.k IS NOT NULL AND b.n > 0 AND b.n * {pieces} / b.total > (b.n - 1) * {pieces} / b.total
        """;

    /// <summary>Looks whether the list has a key more than once; null where there is no list.</summary>
    public string? FindTwice() =>
        // Not whether there is such a key: that would be planned for the first one, where mostly there is none and all are looked through.
        HasList ? $"SELECT coalesce(max(c.n) > 1, false) FROM (SELECT count(*) AS n {List(Bounds.None)} AND {ListKey} IS NOT NULL GROUP BY {ListKey}) AS c" : null;

    /// <summary>
    /// Cuts all rows between the bound keys, as <see cref="Plan"/> does but with the number of bounds before it instead of a place. What each piece has is exact, and the table is read in
    /// whatever order is cheapest, by several of the server's processes if it likes. For keys that the database holds to be unique.
    /// </summary>
    /// <param name="version">A version that many rows have: of those that have another, making it a number takes a good part of the time.</param>
    /// <param name="hasTwice">Whether the list has keys more than once: only then are they gathered first, which each of the processes does for itself.</param>
    public string PlanBetweenBounds(uint version, bool hasTwice)
    {
        // Both keep the database's planner from its worst: 'coalesce' from taking the pieces for as many as there are keys, and an offset, if it is no expression, from pulling the rows up
        // without keeping the work from several processes.
        var rows = $"SELECT coalesce({_key}, {_key}) AS k, CASE p.xmin WHEN '{version}' THEN {version}::bigint ELSE {Number("p.xmin")} END AS x, {MemberSql} AS y {From(Bounds.None, list: hasTwice ? ListReading.Grouped : ListReading.Plain)} OFFSET '0'";
        return $"""
            SELECT count(*)::text, {StampSql}, coalesce(width_bucket(r.k, (SELECT {SessionValue.Sql(SessionValue.Bounds, $"{_keyColumn.TypeName}[]")})), 0), false, bool_or(r.k IS NULL)
            FROM ({rows}) AS r
            GROUP BY 6 ORDER BY 6
            """;
    }

    /// <summary>Binds the key of a row by its place (parameters: table, file, tuple, version): one row where it is still as it was, else none.</summary>
    public string BindKey(string name) =>
        $"SELECT set_config('{SessionValue.Prefix}{name}', CAST({_key} AS text), true) FROM {Table} AS p WHERE p.tableoid = CAST($1 AS oid) AND {RowPlace.FileSql("p.tableoid")} = $2 AND p.ctid = CAST($3 AS tid) AND p.xmin::text = $4";

    /// <summary>How many bytes of text a row has, as the mean of a few.</summary>
    public string Width(IEnumerable<string> columns, int rows, double? percent)
    {
        var width = string.Join(" + ", columns.Select(column => $"coalesce(octet_length(CAST(p.{SqlText.Name(column)} AS text)), 0)").DefaultIfEmpty("0"));
        return $"SELECT coalesce(avg(w.bytes), 0)::bigint FROM (SELECT {width} AS bytes FROM {Table} AS p{Sample(percent)} LIMIT {rows}) AS w";
    }

    private static string Number(string version) => $"{version}::text::bigint";

    // The same few as long as the table is the same.
    private static string Sample(double? percent) => percent is { } part ? string.Create(CultureInfo.InvariantCulture, $" TABLESAMPLE SYSTEM ({part}) REPEATABLE (0)") : "";

    private string From(Bounds bounds, string sample = "", ListReading list = ListReading.Grouped)
    {
        var conditions = query.Filters.Select((filter, index) => Compare(filter, index)).Concat(Range(_key, bounds)).ToList();
        return query.Segment switch
        {
            PredicateSegment predicate => $"FROM {Table} AS p{sample} WHERE {string.Join(" AND ", conditions.Prepend($"({predicate.Where}\n)"))}",
            _ when list == ListReading.Looked => $"FROM {Table} AS p{sample} WHERE {string.Join(" AND ", conditions.Prepend($"EXISTS (SELECT {List(bounds)} AND {ListKey} = {_key})"))}",
            _ => $"FROM {Table} AS p{sample} JOIN (SELECT {ListKey} AS k, {(list == ListReading.Grouped ? $"min({Number("m.xmin")})" : Number("m.xmin"))} AS x {List(bounds)}{(list == ListReading.Grouped ? " GROUP BY 1" : "")}) AS m ON m.k = {_key} WHERE {string.Join(" AND ", conditions.DefaultIfEmpty("true"))}",
        };
    }

    private string List(Bounds bounds)
    {
        var members = (MemberListSegment)query.Segment;
        var list = SessionValue.Sql(SessionValue.Segment, tables.Members!.Get(members.SegmentColumn).TypeName);

        // A third type, as which the two are compared, may be in another order than the profile table's keys.
        var range = HasExactList ? Range(ListKey, bounds) : [];
        return $"FROM {SqlText.Table(members.Table)} AS m WHERE {string.Join(" AND ", range.Prepend($"m.{SqlText.Name(members.SegmentColumn)} = {list}"))}";
    }

    private static TableColumn Comparable(TableColumn key, TableColumn listed) => key.Compare(listed) != KeyComparison.Refused ? listed : throw PostgresFaults.AnotherType();

    private IEnumerable<string> Range(string key, Bounds bounds)
    {
        if (bounds.HasFrom)
        {
            yield return $"{key} {(bounds.IsBehind ? ">" : ">=")} {SessionValue.Sql(SessionValue.From, _keyColumn.TypeName)}";
        }

        if (bounds.HasTo)
        {
            yield return $"{key} < {SessionValue.Sql(SessionValue.To, _keyColumn.TypeName)}";
        }
    }

    private string Compare(ExportFilter filter, int index)
    {
        var column = $"p.{SqlText.Name(filter.Column)}";
        var value = SessionValue.Sql(SessionValue.Filter(index), filter.Operator == FilterOperator.Contains ? null : tables.Profile.Get(filter.Column).TypeName);

        // Bytes are looked for whatever the collation: in one to which different texts may be the same, servers before 18 look for nothing.
        return SqlText.Compare(filter.Operator, column, value, $"strpos(CAST({column} AS text) COLLATE \"C\", {value}) > 0");
    }
}
