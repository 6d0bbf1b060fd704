using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>A source whose calls are timed, and are spans unless they are answered at once; reading the batches of a shard belongs to the shard's own time.</summary>
/// <param name="source">The source.</param>
internal sealed class MeasuredSource(ISegmentSource source) : ISegmentSource
{
    // What is remembered of a source is answered in microseconds; its spans would be more than the rest of a small export's trace has to say.
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(1);

    private static readonly ExternalCalls Calls = new("source", "Calls of the sources", Quick);

    public ISourceInventory? Inventory => source.Inventory;

    public ValueTask<IReadOnlyList<SourceProblem>> CheckAsync(IReadOnlyList<ExportQuery> queries, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("check", () => source.CheckAsync(queries, cancellationToken));

    public ValueTask<Apache.Arrow.Schema> DescribeAsync(ExportQuery query, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("describe", () => source.DescribeAsync(query, cancellationToken));

    public ValueTask<long> CountAsync(ExportQuery query, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("count", () => source.CountAsync(query, cancellationToken));

    public ValueTask<long?> EstimateAsync(ExportQuery query, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("estimate", () => source.EstimateAsync(query, cancellationToken));

    public ValueTask<ShardPlan> PlanAsync(ExportQuery query, ShardingOptions options, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("plan", () => source.PlanAsync(query, options, cancellationToken));

    public ValueTask<RowPage> OpenPageAsync(ExportQuery query, RowPosition? after, int rows, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("open_page", () => source.OpenPageAsync(query, after, rows, cancellationToken));

    public ValueTask<IRowBatchReader> OpenAsync(ExportQuery query, string sourceVersion, Shard shard, CancellationToken cancellationToken) =>
        Calls.MeasureAsync("open", () => source.OpenAsync(query, sourceVersion, shard, cancellationToken));

    public void LetGo() => source.LetGo();

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
