using System.Text;
using System.Text.Json;
using Apache.Arrow;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>Reads segments from tables of a ClickHouse server, in the order of the keys. A plan is good for one state of its tables (<see cref="SourceState"/>).</summary>
/// <param name="definition">What the catalog says.</param>
/// <param name="options">Where it is and how it is read.</param>
/// <exception cref="PackagingException">The settings have no connection string for it.</exception>
public sealed class ClickHouseSource(SourceDefinition definition, SourceOptions options) : ISegmentSource
{
    private const int WidthRows = 256;

    // Servers write any value as JSON since 21.7, and number their tables since before that.
    private static readonly Version CurrentSince = new(21, 7);

    private readonly ClickHouseServer _server = new(definition.Id, options);
    private readonly RecentBounds _bounds = new();
    private bool? _isCurrent;

    /// <inheritdoc />
    public ISourceInventory Inventory => new ClickHouseInventory(_server);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken)
    {
        var problems = new List<SourceProblem>();
        var check = new ClickHouseCheck(_server);
        foreach (var (index, query) in queries.Index())
        {
            problems.AddRange(await check.FindAsync(query, index, cancellationToken));
        }

        return problems;
    }

    /// <inheritdoc />
    public async ValueTask<Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken) =>
        ClickHouseBatchReader.SchemaOf((await PrepareAsync(query, cancellationToken)).Columns);

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken) =>
        long.Parse((await _server.RowsAsync((await PrepareAsync(query, cancellationToken)).Sql.Count(), 1, cancellationToken))[0][0]);

    /// <inheritdoc />
    public ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken) => ValueTask.FromResult<long?>(null);

    /// <inheritdoc />
    public async ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(query, cancellationToken);
        var version = await StateAsync(query, cancellationToken);
        var step = Math.Clamp(options.TargetBytes / await WidthAsync(query, prepared, cancellationToken), 1, options.TargetRows);
        var bounds = await FindBoundsAsync(query, prepared.Sql, version, step, cancellationToken);
        return bounds.Plan(version);
    }

    /// <inheritdoc />
    public async ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(query, cancellationToken);
        var version = await StateAsync(query, cancellationToken);
        if (after is not null && after.SourceVersion != version)
        {
            throw ClickHouseFaults.Changed();
        }

        ColumnReading key = new(prepared.Sql.KeyText, null, false, Apache.Arrow.Types.StringType.Default, () => new TextBuilder());
        ColumnReading[] columns = [.. prepared.Columns, key];
        var range = new KeyRange(after is null ? null : Encoding.UTF8.GetBytes(after.Row), null, IsBehind: true);
        var answer = await _server.QueryAsync(prepared.Sql.Read(columns.Select(column => column.Expression), range, rows), cancellationToken);
        try
        {
            return new(version, new KeyedPageReader(new ClickHouseBatchReader(answer, columns, expected: null)));
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(query, cancellationToken);

        // The only shard has no bounds that had to be found.
        var range = shard is { Index: 0, To: null }
            ? default
            : (await FindBoundsAsync(query, prepared.Sql, sourceVersion, KeyBounds.StepOf(shard), cancellationToken)).RangeOf(shard);
        var answer = await _server.QueryAsync(prepared.Sql.Read(prepared.Columns.Select(column => column.Expression), range), cancellationToken);
        try
        {
            await RequireStateAsync(query, sourceVersion, cancellationToken);
            return new ClickHouseBatchReader(answer, prepared.Columns, shard.Rows);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    private ValueTask<string> StateAsync(ExportQuery query, CancellationToken cancellationToken) =>
        SourceState.ReadAsync(_server, query.Segment is MemberListSegment members ? [query.Profile.Table, members.Table] : [query.Profile.Table], _isCurrent == true, cancellationToken);

    /// <summary>Refuses what is read where the state is another one. Asked once an answer has begun: by then the server has decided on the parts that it reads, and a state does not come back.</summary>
    private async ValueTask RequireStateAsync(ExportQuery query, string version, CancellationToken cancellationToken)
    {
        if (await StateAsync(query, cancellationToken) != version)
        {
            throw ClickHouseFaults.Changed();
        }
    }

    private Task<KeyBounds> FindBoundsAsync(ExportQuery query, SegmentSql sql, string version, long step, CancellationToken cancellationToken) => _bounds.GetAsync(
        $"{version} {step} {JsonSerializer.Serialize(query with { Columns = [] })}",
        async () =>
        {
            using var keys = await _server.QueryAsync(sql.Keys(), cancellationToken);
            await RequireStateAsync(query, version, cancellationToken);
            using var cancel = cancellationToken.Register(keys.Cancel);
            try
            {
                return KeyBounds.Find(keys, step);
            }
            catch (Exception fault) when (ClickHouseFaults.IsOfServer(fault))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw ClickHouseFaults.Garbled(fault);
            }
        },
        cancellationToken);

    private async ValueTask<long> WidthAsync(ExportQuery query, (SegmentSql Sql, ColumnReading[] Columns) prepared, CancellationToken cancellationToken)
    {
        var plain = query.Columns.Zip(prepared.Columns).Where(column => !column.First.IsHashed()).Select(column => column.Second.Expression).ToList();
        var width = long.Parse((await _server.RowsAsync(prepared.Sql.Width(plain, WidthRows), 1, cancellationToken))[0][0]);
        return Math.Max(1, width + query.Columns.Length + ((query.Columns.Length - plain.Count) * HashedColumns.TextLength));
    }

    private async ValueTask<(SegmentSql Sql, ColumnReading[] Columns)> PrepareAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        var profile = await TableLayout.GetAsync(_server, query.Profile.Table, cancellationToken);
        var list = query.Segment is MemberListSegment members ? await TableLayout.GetAsync(_server, members.Table, cancellationToken) : null;
        if (list is not null && !SegmentSql.CanCompare(query, profile, list))
        {
            throw ClickHouseFaults.Mismatch();
        }

        if (profile.Get(query.Profile.Key).IsNullable)
        {
            throw ClickHouseFaults.Keys("it may be missing");
        }

        await FilterCheck.CheckAsync(_server, query, profile, cancellationToken);
        _isCurrent ??= Version.TryParse(string.Join('.', (await _server.RowsAsync("SELECT version()", 1, cancellationToken))[0][0].Split('.').Take(2)), out var version) && version >= CurrentSince;
        return (new(query, profile, list), [.. query.Columns.Select(column => ColumnReadings.Of(column.Column, profile.Get(column.Column), _isCurrent.Value))]);
    }
}
