using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Benchmarks.Sample;

namespace SegmentExport.Benchmarks.Peers;

/// <summary>MiniExcel, which writes a sheet row by row from the reader of the masked query: on one thread, as it has no other way, while DuckDB may use all for the query.</summary>
internal sealed class MiniExcelSheet : IPeer
{
    private static readonly OpenXmlConfiguration Fastest = new() { FastMode = true, AutoFilter = false };

    /// <inheritdoc />
    public PeerFile Write(string database, string folder, int threads, long? rows)
    {
        using var connection = new DuckDBConnection($"Data Source={database};ACCESS_MODE=READ_ONLY;threads={threads}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = SampleExport.Sql(rows);
        command.UseStreamingMode = true;
        var path = PathOf(folder);
        var clock = Stopwatch.StartNew();
        using (var reader = command.ExecuteReader())
        {
            MiniExcel.SaveAs(path, reader, configuration: Fastest, overwriteFile: true);
        }

        return new(clock.Elapsed, new FileInfo(path).Length);
    }

    /// <inheritdoc />
    public void Compare(PackagingCase benchmark, string ours, string theirs, long rows)
    {
        var found = 0L;
        using var our = Read(ExportRun.FileOf(benchmark, ours)).GetEnumerator();
        foreach (var their in Read(PathOf(theirs)))
        {
            found++;
            var different = our.MoveNext() ? their.Keys.FirstOrDefault(column => !IsSame(column, our.Current[column], their[column])) : "all columns";
            if (different is not null)
            {
                throw new InvalidDataException($"{benchmark.Name}: row {found} differs from the peer's in {different}.");
            }
        }

        if (found != rows || our.MoveNext())
        {
            throw new InvalidDataException($"{benchmark.Name}: the peer wrote {found} rows; {rows} rows were to be written.");
        }
    }

    private static IEnumerable<IDictionary<string, object?>> Read(string path) =>
        MiniExcel.Query(path, useHeaderRow: true).Cast<IDictionary<string, object?>>();

    private static bool IsSame(string column, object? ours, object? theirs) => (ours, theirs) switch
    {
        // MiniExcel cuts moments to milliseconds.
        (DateTime our, DateTime their) => (our - their).Duration() <= TimeSpan.FromMilliseconds(1),
        _ when column == SampleExport.HashedField => Text(ours).Length == Text(theirs).Length,
        _ => Text(ours) == Text(theirs),
    };

    // MiniExcel writes line breaks raw, of which XML keeps only the line feed.
    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)?.ReplaceLineEndings("\n") ?? "";

    private static string PathOf(string folder) => Path.Combine(folder, "peer.xlsx");
}
