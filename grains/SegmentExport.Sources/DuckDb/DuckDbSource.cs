using System.Text.Json;
using Apache.Arrow;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources.Files;
using SegmentExport.Sources.Files.S3;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Reads segments from a DuckDB file, or from Parquet and CSV files through one that is made of them.</summary>
public sealed class DuckDbSource : ISegmentSource
{
    // The plan of more is not kept: it is larger, and small beside the work that follows.
    private const int FewShards = 16;

    private readonly ISourceFiles _files;
    private readonly SourceStates _states;

    /// <summary>Makes a source; nothing is read yet.</summary>
    /// <param name="definition">What the catalog says.</param>
    /// <param name="basePath">The folder that relative paths begin at.</param>
    /// <param name="workPath">Where imported files and resolved member lists are kept; all of it can be made anew.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="network">Sends the requests for files that are objects, which need it; stays the caller's.</param>
    /// <param name="folder">Where imported files are kept; null: a folder that nothing is ever removed from.</param>
    /// <exception cref="Domain.Errors.PackagingException">The catalog names objects as nobody can read it.</exception>
    public DuckDbSource(SourceDefinition definition, string basePath, string workPath, SourceOptions options, HttpMessageHandler? network = null, SnapshotFolder? folder = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.IsInS3)
        {
            ArgumentNullException.ThrowIfNull(network);
            _files = new S3Files(definition, options, network, TimeProvider.System);
        }
        else
        {
            _files = new LocalFiles(definition, basePath);
        }

        _states = new(definition, _files, workPath, folder ?? new(workPath, options, TimeProvider.System), options);
    }

    /// <inheritdoc />
    public ISourceInventory Inventory => new DuckDbInventory(this);

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken)
    {
        _states.Add(queries.Select(query => query.Profile.Table));
        using var snapshot = await _states.UseAsync(wanted: null, cancellationToken);
        using var session = snapshot.Connect();
        return [.. queries.SelectMany((query, index) => SourceCheck.Find(session, query, index, cancellationToken))];
    }

    /// <inheritdoc />
    public async ValueTask<Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        using var snapshot = await UseAsync(query, wanted: null, cancellationToken);
        var key = Key(query);
        if (!snapshot.Schemas.TryGet(key, out var schema))
        {
            using var session = snapshot.Connect();
            using var reader = snapshot.Read(Prepare(query, snapshot, session, cancellationToken).Read(shard: null), [], cancellationToken);
            schema = reader.Schema;
            if (query.Filters.IsEmpty)
            {
                snapshot.Schemas.Add(key, schema);
            }
        }

        return schema;
    }

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        using var snapshot = await UseAsync(query, wanted: null, cancellationToken);
        var key = Key(query with { Columns = [] });
        if (!snapshot.Counts.TryGetValue(key, out var rows))
        {
            using var session = snapshot.Connect();
            var sql = Prepare(query, snapshot, session, cancellationToken);
            rows = session.Scalar<long>(sql.Count(), sql.Parameters, cancellationToken);

            // There are as many filters as callers can think of.
            if (query.Filters.IsEmpty)
            {
                snapshot.Counts[key] = rows;
            }
        }

        return rows;
    }

    /// <inheritdoc />
    public async ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        using var snapshot = await UseAsync(query, wanted: null, cancellationToken);
        var key = Key(query with { Columns = [] });
        if (!snapshot.Counts.TryGetValue(key, out var rows) && !snapshot.Estimates.TryGetValue(key, out rows))
        {
            using var session = snapshot.Connect();
            rows = RowEstimate.Sample(session, query, Prepare(query, snapshot, session, cancellationToken), cancellationToken);
            if (query.Filters.IsEmpty)
            {
                snapshot.Estimates[key] = rows;
            }
        }

        return rows;
    }

    /// <inheritdoc />
    public async ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken)
    {
        using var snapshot = await UseAsync(query, wanted: null, cancellationToken);
        var key = $"{options.TargetRows} {options.TargetBytes} {Key(query)}";
        if (!snapshot.Plans.TryGet(key, out var plan))
        {
            plan = Plan(query, snapshot, options, cancellationToken);
            if (query.Filters.IsEmpty && plan.Shards.Length <= FewShards)
            {
                snapshot.Plans.Add(key, plan);
            }
        }

        return plan;
    }

    /// <inheritdoc />
    public async ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken)
    {
        using var snapshot = await UseAsync(query, after?.SourceVersion, cancellationToken);
        using var session = snapshot.Connect();
        var stretches = new PageStretches(query, Prepare(query, snapshot, session, cancellationToken), after is null ? 0 : long.Parse(after.Row) + 1, rows);
        return new RowPage(snapshot.Version, DuckDbPageReader.Open(snapshot, stretches, rows, cancellationToken));
    }

    /// <inheritdoc />
    public async ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken)
    {
        _states.Add([query.Profile.Table]);
        var snapshot = await _states.UsePlannedAsync(sourceVersion, cancellationToken);
        return Open(query, snapshot, shard, cancellationToken);
    }

    /// <inheritdoc />
    public void LetGo() => _states.LetGo();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _states.Dispose();
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Has somebody look at the state of the files as they are now.</summary>
    internal async ValueTask<T> LookAsync<T>(Func<DuckDbSession, T> look, CancellationToken cancellationToken)
    {
        // Files that any table may be made of: one has to be made, and called something.
        _states.AddAny(DuckDbInventory.AnyTable);
        using var snapshot = await _states.UseAsync(wanted: null, cancellationToken);
        using var session = snapshot.Connect();
        return look(session);
    }

    private static ShardPlan Plan(ExportQuery query, DuckDbSnapshot snapshot, ShardingOptions options, CancellationToken cancellationToken)
    {
        using var session = snapshot.Connect();
        var sql = Prepare(query, snapshot, session, cancellationToken);
        var table = SqlText.Table(query.Profile.Table);
        var tableRows = snapshot.TableRows.GetOrAdd(table, _ => session.Scalar<long>($"SELECT count(*) FROM {table}", [], cancellationToken));
        var targetRows = Math.Clamp(options.TargetBytes / RowWidth.Estimate(snapshot, session, query, tableRows, cancellationToken), 1, options.TargetRows);
        var blockRows = ShardCutter.BlockRows(tableRows, targetRows);
        var blocks = new List<(long Block, long Rows)>();
        session.ForEach(sql.CountByBlock(blockRows), sql.Parameters, row => blocks.Add((row.GetInt64(0), row.GetInt64(1))), cancellationToken);
        return ShardCutter.Cut(snapshot.Version, blocks, blockRows, tableRows, targetRows);
    }

    private static DuckDbBatchReader Open(ExportQuery query, DuckDbSnapshot snapshot, Shard shard, CancellationToken cancellationToken)
    {
        DuckDbSession? session = null;
        try
        {
            session = snapshot.Connect();
            var sql = Prepare(query, snapshot, session, cancellationToken);
            return DuckDbBatchReader.Open(snapshot, session, sql.Read(shard), sql.Parameters, cancellationToken);
        }
        catch
        {
            session?.Dispose();
            snapshot.Dispose();
            throw;
        }
    }

    private static string Key(ExportQuery query) => JsonSerializer.Serialize(query);

    private static SegmentSql Prepare(ExportQuery query, DuckDbSnapshot snapshot, DuckDbSession session, CancellationToken cancellationToken)
    {
        var list = query.Segment is MemberListSegment ? snapshot.MemberList(query, cancellationToken) : null;
        var types = snapshot.ColumnTypes(query.Profile.Table, session, cancellationToken);
        FilterTypes.Check(session, query, types, cancellationToken);
        return new(query, list, types);
    }

    private ValueTask<DuckDbSnapshot> UseAsync(ExportQuery query, string? wanted, CancellationToken cancellationToken)
    {
        _states.Add([query.Profile.Table]);
        return _states.UseAsync(wanted, cancellationToken);
    }
}
