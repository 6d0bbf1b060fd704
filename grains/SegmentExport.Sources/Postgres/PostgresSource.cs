using Apache.Arrow;
using Npgsql;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources.Columns;
using SegmentExport.Sources.Postgres.Columns;

namespace SegmentExport.Sources.Postgres;

/// <summary>
/// Reads segments from tables of a PostgreSQL database, in the order of the keys. Each reading is a read-only transaction on a connection of its own. Nothing is kept open between them:
/// what they read is held against the plan by the versions of the rows (<see cref="RowStamp"/>).
/// </summary>
/// <param name="definition">What the catalog says.</param>
/// <param name="options">Where it is and how it is read.</param>
/// <exception cref="PackagingException">The settings have no connection string for it.</exception>
public sealed class PostgresSource(SourceDefinition definition, SourceOptions options) : ISegmentSource
{
    // Places are keys, which outlive changes.
    private const string AnyVersion = "";

    private readonly NpgsqlDataSource _database = PostgresConnections.Open(definition.Id, options);

    /// <inheritdoc />
    public ISourceInventory Inventory => new PostgresInventory(Connect);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken)
    {
        var check = new PostgresCheck(() => Connect(cancellationToken), cancellationToken);
        return ValueTask.FromResult<IReadOnlyList<SourceProblem>>([.. queries.SelectMany(check.Find)]);
    }

    /// <inheritdoc />
    public ValueTask<Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken) => ValueTask.FromResult(Use(query, (_, sql) =>
        new Schema(sql.Columns.Select((column, index) => new Apache.Arrow.Field($"{index}", column.Type, nullable: true)), null), cancellationToken));

    /// <inheritdoc />
    public ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Use(query, (session, sql) => session.Scalar<long>(sql.Count(), cancellationToken), cancellationToken));

    /// <inheritdoc />
    public ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult<long?>(Use(query, (session, sql) => PostgresPlanner.Estimate(session, sql, cancellationToken), cancellationToken));

    /// <inheritdoc />
    public ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Use(query, (session, sql) => new PostgresPlanner(session, query, sql, cancellationToken).Plan(options), cancellationToken));

    /// <inheritdoc />
    public ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken)
    {
        if (after is { SourceVersion.Length: > 0 })
        {
            throw PostgresFaults.Changed();
        }

        return ValueTask.FromResult(new RowPage(AnyVersion, new KeyedPageReader(Open(query, (session, sql) =>
        {
            session.Bind(after is null ? [] : [(SessionValue.From, after.Row)], cancellationToken);
            ColumnReading key = new("", Apache.Arrow.Types.StringType.Default, () => new TextBuilder());
            return new(session, sql.ReadPage(new(after is not null, HasTo: false, IsBehind: true), rows), [.. sql.Columns, key], stampFields: 0, stamp: null, cancellationToken);
        }, cancellationToken))));
    }

    /// <inheritdoc />
    public ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRowBatchReader>(Open(query, (session, sql) =>
        {
            var (begin, end) = (ShardBegin.Parse(shard.From), shard.To is { } to ? ShardBegin.Parse(to).Row : null);
            BindKey(session, sql, SessionValue.From, begin.Row, cancellationToken);
            BindKey(session, sql, SessionValue.To, end, cancellationToken);
            var stampFields = query.Segment is MemberListSegment ? 2 : 1;
            return new(session, sql.Read(new(begin.Row is not null, end is not null)), sql.Columns, stampFields, begin.Stamp, cancellationToken);
        }, cancellationToken));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static void BindKey(PostgresSession session, SegmentSql sql, string name, RowPlace? row, CancellationToken cancellationToken)
    {
        if (row is not null)
        {
            var found = 0;
            session.ForEach(sql.BindKey(name), [row.Table, row.File, row.Tuple, row.Version], _ => found++, cancellationToken);
            _ = found == 1 ? true : throw PostgresFaults.Changed();
        }
    }

    private static SegmentSql Prepare(PostgresSession session, ExportQuery query, CancellationToken cancellationToken)
    {
        var tables = SegmentTables.Get(session, query, cancellationToken);
        FilterCheck.Check(session, query, tables.Profile, cancellationToken);
        var sql = new SegmentSql(query, tables);
        session.Bind(sql.Values, cancellationToken);
        return sql;
    }

    private T Use<T>(ExportQuery query, Func<PostgresSession, SegmentSql, T> use, CancellationToken cancellationToken)
    {
        using var session = Connect(cancellationToken);
        return use(session, Prepare(session, query, cancellationToken));
    }

    /// <summary>Begins a reading that owns its session.</summary>
    private PostgresBatchReader Open(ExportQuery query, Func<PostgresSession, SegmentSql, PostgresBatchReader> open, CancellationToken cancellationToken)
    {
        var session = Connect(cancellationToken);
        try
        {
            return open(session, Prepare(session, query, cancellationToken));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private PostgresSession Connect(CancellationToken cancellationToken) => PostgresSession.Open(_database, cancellationToken);
}
