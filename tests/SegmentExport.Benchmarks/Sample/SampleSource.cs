using System.Collections.Immutable;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging;
using SegmentExport.Sources;
using SegmentExport.Sources.DuckDb;

namespace SegmentExport.Benchmarks.Sample;

/// <summary>The sample as a silo reads it, with the settings of a silo.</summary>
internal sealed class SampleSource : IAsyncDisposable
{
    /// <summary>Rows that both sides write before the clock runs: a shard.</summary>
    public const int WarmUpRows = 250_000;

    private readonly DuckDbSource _source;

    private SampleSource(DuckDbSource source) => _source = source;

    /// <summary>Opens it; no row is read yet.</summary>
    /// <param name="database">The sample.</param>
    /// <param name="workFolder">What the source may write into.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<SampleSource> OpenAsync(string database, string workFolder, CancellationToken cancellationToken)
    {
        var definition = new SourceDefinition("sample", "duckdb", database, ImmutableSortedDictionary<string, string>.Empty);
        var source = new DuckDbSource(definition, ".", workFolder, new SourceOptions());
        _ = await source.DescribeAsync(SampleExport.Query, cancellationToken);
        return new(source);
    }

    /// <summary>Counts and cuts.</summary>
    public async Task<ShardPlan> PlanAsync(CancellationToken cancellationToken) => await _source.PlanAsync(SampleExport.Query, new ShardingOptions(), cancellationToken);

    /// <summary>Opens a shard's rows.</summary>
    public async Task<IRowBatchReader> OpenAsync(ShardPlan plan, Shard shard, CancellationToken cancellationToken) =>
        await _source.OpenAsync(SampleExport.Query, plan.SourceVersion, shard, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
