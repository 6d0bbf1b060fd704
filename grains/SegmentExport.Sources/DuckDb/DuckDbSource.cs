using System.Text.Json;
using Apache.Arrow;
using DuckDB.NET.Data;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Reads segments from a DuckDB file, or from Parquet and CSV files through one that is made of them.</summary>
/// <param name="definition">What the catalog says.</param>
/// <param name="basePath">The folder that relative paths begin at.</param>
/// <param name="workPath">Where imported files and resolved member lists are kept; all of it can be made anew.</param>
/// <param name="options">How it is read.</param>
public sealed class DuckDbSource(SourceDefinition definition, string basePath, string workPath, SourceOptions options) : ISegmentSource
{
    // The plan of more is not kept: it is larger, and small beside the work that follows.
    private const int FewShards = 16;

    private readonly FileImport _import = new(definition, basePath, workPath, options);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private DuckDbSnapshot? _current;

    // Of tasks that were planned before files changed; more than one such state at a time is opened anew each time.
    private DuckDbSnapshot? _older;
    private bool _isDisposed;

    /// <inheritdoc />
    public ISourceInventory Inventory => new DuckDbInventory(this);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _tables.UnionWith(queries.Select(query => query.Profile.Table));
        }

        using var snapshot = Use();
        using var session = snapshot.Connect();
        return ValueTask.FromResult<IReadOnlyList<SourceProblem>>(
            [.. queries.SelectMany((query, index) => SourceCheck.Find(session, query, index, cancellationToken))]);
    }

    /// <inheritdoc />
    public ValueTask<Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        using var snapshot = Use(query);
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

        return ValueTask.FromResult(schema);
    }

    /// <inheritdoc />
    public ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        using var snapshot = Use(query);
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

        return ValueTask.FromResult(rows);
    }

    /// <inheritdoc />
    public ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken)
    {
        using var snapshot = Use(query);
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

        return ValueTask.FromResult<long?>(rows);
    }

    /// <inheritdoc />
    public ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken)
    {
        using var snapshot = Use(query);
        var key = $"{options.TargetRows} {options.TargetBytes} {Key(query)}";
        if (!snapshot.Plans.TryGet(key, out var plan))
        {
            plan = Plan(query, snapshot, options, cancellationToken);
            if (query.Filters.IsEmpty && plan.Shards.Length <= FewShards)
            {
                snapshot.Plans.Add(key, plan);
            }
        }

        return ValueTask.FromResult(plan);
    }

    /// <inheritdoc />
    public ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken)
    {
        using var snapshot = Use(query, after?.SourceVersion);
        using var session = snapshot.Connect();
        var stretches = new PageStretches(query, Prepare(query, snapshot, session, cancellationToken), after is null ? 0 : long.Parse(after.Row) + 1, rows);
        return ValueTask.FromResult(new RowPage(snapshot.Version, DuckDbPageReader.Open(snapshot, stretches, rows, cancellationToken)));
    }

    /// <inheritdoc />
    public ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken)
    {
        var snapshot = TryUseKept(query, sourceVersion) ?? Use(query, sourceVersion);
        return ValueTask.FromResult<IRowBatchReader>(Open(query, snapshot, shard, cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _current?.Dispose();
            _older?.Dispose();
            (_current, _older) = (null, null);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Has somebody look at the state of the files as they are now.</summary>
    internal T Look<T>(Func<DuckDbSession, T> look)
    {
        lock (_gate)
        {
            // Files that any table may be made of: one has to be made, and called something.
            if (_tables.Count == 0)
            {
                _tables.Add(DuckDbInventory.AnyTable);
            }
        }

        using var snapshot = Use();
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

    /// <summary>A state that files were taken over in, whatever they have become since; null where this silo never had it, and of a database file, which is read in place.</summary>
    private DuckDbSnapshot? TryUseKept(ExportQuery query, string version)
    {
        if (definition.Path is not null)
        {
            return null;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _tables.Add(query.Profile.Table);
            var database = _import.PathOf(version, _tables);
            if (!File.Exists(database))
            {
                return null;
            }

            if (_current?.Database == database && _current.TryUse())
            {
                return _current;
            }

            if (_older?.Database != database || !_older.TryUse())
            {
                var opened = Open(version, database);
                _older?.Dispose();
                _older = opened;
                _older.TryUse();
            }

            return _older;
        }
    }

    private DuckDbSnapshot Use(ExportQuery query, string? version = null)
    {
        lock (_gate)
        {
            _tables.Add(query.Profile.Table);
        }

        return Use(version);
    }

    /// <summary>The state of the files as they are now, kept open for one more user.</summary>
    /// <param name="wanted">The state that it has to be; null: any.</param>
    private DuckDbSnapshot Use(string? wanted = null)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var files = FileFingerprint.Find(definition, basePath);
            var version = FileFingerprint.Of(files) ?? throw DuckDbFaults.Missing(definition.Id, Path.Combine(basePath, definition.Path ?? string.Join(", ", definition.Files.Values)));
            if (wanted is not null && wanted != version)
            {
                throw DuckDbFaults.Changed();
            }

            var database = definition.Path is null ? _import.PathOf(version, _tables) : files[0].File.FullName;
            if (_current?.Version != version || _current.Database != database || !_current.TryUse())
            {
                if (definition.Path is null)
                {
                    _import.Make(version, files, _tables);
                }

                var opened = Open(version, database);
                _current?.Dispose();
                _current = opened;
                _current.TryUse();
            }

            return _current;
        }
    }

    private DuckDbSnapshot Open(string version, string database)
    {
        try
        {
            return DuckDbSnapshot.Open(version, database, workPath, options);
        }
        catch (Exception fault) when (fault is DuckDBException or PackagingException)
        {
            throw DuckDbFaults.Unreadable(definition.Id, fault);
        }
    }
}
