using Apache.Arrow;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources;

namespace SegmentExport.TestKit.Faults;

/// <summary>A source that can be made to fail, or to wait: every hook runs before the real thing, and may throw or take its time. Hooks may be changed at any time.</summary>
/// <param name="inner">The source behind it; disposed with this one.</param>
public sealed class FaultySegmentSource(ISegmentSource inner) : ISegmentSource
{
    /// <summary>Before a query is planned.</summary>
    public Func<ExportQuery, CancellationToken, Task>? Planning { get; set; }

    /// <summary>Changes a plan.</summary>
    public Func<ShardPlan, ShardPlan>? Planned { get; set; }

    /// <summary>Before a shard is opened.</summary>
    public Func<Shard, CancellationToken, Task>? Opening { get; set; }

    /// <summary>Before a page of rows is opened.</summary>
    public Func<ExportQuery, CancellationToken, Task>? OpeningPage { get; set; }

    /// <summary>Before a batch is read, with its number in its shard, on the packing thread.</summary>
    public Action<Shard, int, CancellationToken>? Reading { get; set; }

    /// <summary>How a shard is planned where it is read, so that it has other rows than were counted; the plan itself stays.</summary>
    public Func<Shard, Shard>? Cutting { get; set; }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken) =>
        inner.CheckAsync(queries, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken) => inner.DescribeAsync(query, cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken) => inner.CountAsync(query, cancellationToken);

    /// <inheritdoc />
    public ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken) => inner.EstimateAsync(query, cancellationToken);

    /// <inheritdoc />
    public async ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken)
    {
        await (Planning?.Invoke(query, cancellationToken) ?? Task.CompletedTask);
        var plan = await inner.PlanAsync(query, options, cancellationToken);
        return Planned?.Invoke(plan) ?? plan;
    }

    /// <inheritdoc />
    public async ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken)
    {
        await (OpeningPage?.Invoke(query, cancellationToken) ?? Task.CompletedTask);
        return await inner.OpenPageAsync(query, after, rows, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken)
    {
        await (Opening?.Invoke(shard, cancellationToken) ?? Task.CompletedTask);
        return new Reader(this, shard, await inner.OpenAsync(query, sourceVersion, Cutting?.Invoke(shard) ?? shard, cancellationToken));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Reader(FaultySegmentSource source, Shard shard, IRowBatchReader reader) : IRowBatchReader
    {
        private int _batch;

        public Schema Schema => reader.Schema;

        public RecordBatch? Read(CancellationToken cancellationToken)
        {
            source.Reading?.Invoke(shard, _batch++, cancellationToken);
            return reader.Read(cancellationToken);
        }

        public void Dispose() => reader.Dispose();
    }
}
