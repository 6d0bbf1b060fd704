using SegmentExport.Benchmarks.Limits;
using SegmentExport.Benchmarks.Peers;
using SegmentExport.Domain.Exports;

namespace SegmentExport.Benchmarks.Cases;

/// <summary>Every case, in the order in which they run.</summary>
internal static class BenchmarkCases
{
    // Lines end as DuckDB ends them, and formulas stay as they are, so that both sides write the same rows.
    private static readonly FormatOptions AsDuckDb = new() { LineFeedOnly = true, NeutralizeFormulas = false };

    /// <summary>The cases that pack files.</summary>
    public static IReadOnlyList<PackagingCase> Packaging { get; } =
    [
        new("csv_plain", ExportFormat.Csv, AsDuckDb with { Compression = PartCompression.None }, DuckDbCopy.Csv("none", ".csv")),
        new("csv_gzip", ExportFormat.Csv, AsDuckDb with { Compression = PartCompression.Deflate }, DuckDbCopy.Csv("gzip", ".csv.gz")),
        new("csv_zstd", ExportFormat.Csv, AsDuckDb with { Compression = PartCompression.Zstd }, DuckDbCopy.Csv("zstd", ".csv.zst")),
        new("parquet", ExportFormat.Parquet, AsDuckDb with { Compression = PartCompression.None }, DuckDbCopy.Parquet()),
        new("xlsx", ExportFormat.Xlsx, FormatOptions.Default, new MiniExcelSheet(), MaxRows: 1_000_000),
    ];

    private static IReadOnlyList<IBenchmarkCase> All { get; } =
    [
        .. Packaging,
        new ReadLimit(),
        new CompressionLimit("limit_deflate", PartCompression.Deflate),
        new CompressionLimit("limit_zstd", PartCompression.Zstd),
        new ScalingCase(),
        new OneShardCase(),
        .. SealingCase.All,
        new ProtectionCase(),
        .. Packaging.Select(benchmark => new GrowthCase(benchmark.Name)),
    ];

    /// <summary>The cases of these names; all where there is no name.</summary>
    /// <exception cref="ArgumentException">There is no case of a name.</exception>
    public static IEnumerable<IBenchmarkCase> Choose(IReadOnlyList<string> names)
    {
        var unknown = names.Except(All.Select(benchmark => benchmark.Name)).ToList();
        return unknown.Count == 0
            ? All.Where(benchmark => names.Count == 0 ? benchmark.IsDefault : names.Contains(benchmark.Name))
            : throw new ArgumentException($"There is no case {string.Join(", ", unknown)}. There are: {string.Join(", ", All.Select(benchmark => benchmark.Name))}.");
    }
}
