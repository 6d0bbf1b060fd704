using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CsCheck;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.Packaging.Tests.Xlsx;

namespace SegmentExport.Packaging.Tests.Fuzz;

/// <summary>Whatever is written reads back equal, by a reader that we did not write. A failure prints its seed: <c>CsCheck_Seed=… dotnet test</c> repeats it.</summary>
public sealed class RoundTripTests : IDisposable
{
    private const int Iterations = 300;

    private readonly DuckDb _duckDb = new();
    private readonly TempFolder _folder = new();
    private int _exports;

    [Fact]
    public void Csv_AnyExport_ReadsBackByDuckDb() =>
        RandomExport.Of(ExportFormat.Csv).Sample(export => AssertRows(export, ReadCsv(export)), iter: Iterations, threads: 1);

    [Fact]
    public void Jsonl_AnyExport_ReadsBackByDotNetsJson() =>
        RandomExport.Of(ExportFormat.Jsonl).Sample(export => AssertRows(export, ReadJsonl(export)), iter: Iterations, threads: 1);

    [Fact]
    public void Parquet_AnyExport_ReadsBackByDuckDb() =>
        RandomExport.Of(ExportFormat.Parquet).Sample(export => AssertRows(export, ReadParquet(export)), iter: Iterations, threads: 1);

    [Fact]
    public void Xlsx_AnyExport_ReadsBackByDotNetsXml() =>
        RandomExport.Of(ExportFormat.Xlsx).Sample(export => AssertRows(export, ReadXlsx(export)), iter: Iterations, threads: 1);

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    private static void AssertRows(RandomExport export, IReadOnlyList<IReadOnlyList<string?>> found)
    {
        var expected = export.Rows;
        Assert.Equal(expected.Count, found.Count);
        for (var row = 0; row < expected.Count; row++)
        {
            for (var i = 0; i < export.Columns.Count; i++)
            {
                Assert.True(IsSame(export.Columns[i], expected[row][i], found[row][i]), $"Row {row}, column {i} ({export.Columns[i].SqlType}): wrote '{expected[row][i]}', found '{found[row][i]}'.");
            }
        }
    }

    // The same number may be written in other digits; it has to be the same bits.
    private static bool IsSame(RandomColumn column, string? expected, string? found) => (column.SqlType, expected, found) switch
    {
        ("DOUBLE", not null, not null) => BitConverter.DoubleToInt64Bits(Number(expected)) == BitConverter.DoubleToInt64Bits(Number(found)),
        ("FLOAT", not null, not null) => BitConverter.SingleToInt32Bits((float)Number(expected)) == BitConverter.SingleToInt32Bits(float.Parse(found, CultureInfo.InvariantCulture)),
        _ => expected == found,
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private IReadOnlyList<IReadOnlyList<string?>> ReadCsv(RandomExport export)
    {
        var columns = string.Join(", ", export.Names.Zip(export.Columns, (name, column) => $"'{name}': '{(column.SqlType is "DOUBLE" or "FLOAT" ? "VARCHAR" : column.SqlType)}'"));
        var texts = string.Join(", ", export.Names.Select(name => $"CAST({name} AS VARCHAR)"));
        return _duckDb.Rows(
            $"SELECT {texts} FROM read_csv({DuckDb.Literal(Unpack(export))}, header = true, auto_detect = false, columns = {{{columns}}}, delim = '{export.Options.Delimiter}', "
            + $"quote = '\"', escape = '\"', nullstr = '{export.Options.NullText}', allow_quoted_nulls = false, parallel = false)");
    }

    private List<IReadOnlyList<string?>> ReadJsonl(RandomExport export)
    {
        var rows = new List<IReadOnlyList<string?>>();
        foreach (var line in File.ReadAllText(Unpack(export)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var row = JsonDocument.Parse(line);
            Assert.Equal(export.Names, row.RootElement.EnumerateObject().Select(property => property.Name));
            rows.Add([.. row.RootElement.EnumerateObject().Zip(export.Columns, (property, column) => TextOf(property.Value, column))]);
        }

        return rows;
    }

    private static string? TextOf(JsonElement value, RandomColumn column) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when column.SqlType == "TIMESTAMP" => value.GetString()!.Replace('T', ' '),
        JsonValueKind.String when column.SqlType == "TIMESTAMPTZ" => value.GetString()!.Replace('T', ' ').Replace("Z", "+00", StringComparison.Ordinal),
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static IReadOnlyList<IReadOnlyList<string?>> ReadXlsx(RandomExport export)
    {
        var rows = SheetCells.Read(export.Write())[0];
        Assert.Equal(export.Names.Select(name => $"s {name} Header"), rows[0]);
        return [.. rows.Skip(1).Select(row => row.Zip(export.Columns, (cell, column) => SheetTexts.Of(cell, column.SqlType)).ToList())];
    }

    private IReadOnlyList<IReadOnlyList<string?>> ReadParquet(RandomExport export)
    {
        var folder = Unpack(export);
        var types = _duckDb.Rows($"SELECT column_type FROM (DESCRIBE FROM read_parquet('{folder}/*.parquet'))").Select(row => row[0]!.Replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", StringComparison.Ordinal));
        Assert.Equal(export.Columns.Select(column => column.SqlType), types);
        return _duckDb.Rows($"SELECT {string.Join(", ", export.Names.Select(name => $"CAST({name} AS VARCHAR)"))} FROM read_parquet('{folder}/*.parquet')");
    }

    /// <summary>The plain file that came out of the container, or the folder with all of them.</summary>
    private string Unpack(RandomExport export)
    {
        // DuckDB remembers files by their paths.
        var name = $"export-{++_exports}";
        var bytes = export.Write();
        if (export.Container == ContainerKinds.Zip)
        {
            ZipFile.ExtractToDirectory(new MemoryStream(bytes), _folder.PathOf(name));
            return export.Format == ExportFormat.Parquet ? _folder.PathOf(name) : Assert.Single(Directory.GetFiles(_folder.PathOf(name)));
        }

        return (export.Format, export.Container) switch
        {
            (ExportFormat.Csv, ContainerKinds.Gzip) => _folder.Write($"{name}.csv.gz", bytes),
            (ExportFormat.Csv, ContainerKinds.Zstd) => _folder.Write($"{name}.csv.zst", bytes),
            _ => _folder.Write($"{name}.txt", Inflate(export.Container, bytes)),
        };
    }

    private static byte[] Inflate(string container, byte[] bytes)
    {
        if (container == ContainerKinds.Plain)
        {
            return bytes;
        }

        using Stream packed = container == ContainerKinds.Gzip
            ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)
            : new ZstdSharp.DecompressionStream(new MemoryStream(bytes));
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
