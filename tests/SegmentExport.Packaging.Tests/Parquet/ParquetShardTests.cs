using System.IO.Compression;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Packaging.Tests.Parquet;

/// <summary>Parquet files and their zip, read by DuckDB and Python.</summary>
public sealed class ParquetShardTests : IDisposable
{
    private readonly DuckDb _duckDb = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public void Pack_AnyBatchSize_GivesTheSamePart() =>
        Gen.Select(Gen.String[0, 60].Array[1, 200], Gen.Int[1, 700], Gen.Int[1, 700]).Sample((values, one, other) =>
        {
            var table = Parquet().AddText("a", Enumerable.Range(0, 20).SelectMany(_ => values)).AddText("b", Enumerable.Range(0, 20 * values.Length).Select(row => row % 3 == 0 ? null : $"row {row}"));
            var (first, firstParts) = table.Pack(batchRows: one);
            var (second, secondParts) = table.Pack(batchRows: other);
            Assert.Equal(firstParts[0], secondParts[0]);
            Assert.Equal(first.Parts[0].Sha256, second.Parts[0].Sha256);
        }, iter: 30);

    [Fact]
    public void Pack_WideRows_MakesSmallRowGroups()
    {
        var file = _folder.Write("wide.parquet", Parquet().AddText("a", Enumerable.Range(0, 5000).Select(row => new string((char)('a' + (row % 26)), 20_000))).Pack().Parts[0]);

        var groups = _duckDb.Rows($"SELECT DISTINCT CAST(row_group_num_rows AS VARCHAR) FROM parquet_metadata({DuckDb.Literal(file)}) ORDER BY ALL").Select(row => int.Parse(row[0]!)).ToList();

        Assert.All(groups, rows => Assert.InRange(rows, 1, (32 << 20) / 20_000 + 128));
        Assert.Equal([["5000", "1"]], _duckDb.Rows($"SELECT CAST(count(*) AS VARCHAR), CAST(count(DISTINCT length(a)) AS VARCHAR) FROM {DuckDb.Literal(file)}"));
    }

    [Fact]
    public void Pack_NoRows_IsAFileWithTheColumns()
    {
        var file = _folder.Write("empty.parquet", Parquet().AddText("名").Add("n", new Int64Array.Builder().Build()).Pack().Parts[0]);

        Assert.Equal([["名", "VARCHAR"], ["n", "BIGINT"]], _duckDb.Rows($"SELECT column_name, column_type FROM (DESCRIBE FROM {DuckDb.Literal(file)})"));
        Assert.Equal([["0"]], _duckDb.Rows($"SELECT CAST(count(*) AS VARCHAR) FROM {DuckDb.Literal(file)}"));
    }

    [Fact]
    public void Pack_Columns_AreCompressedAndNamedByTheirWriter()
    {
        var file = _folder.Write("a.parquet", Parquet().AddText("a", "x", "y").Pack().Parts[0]);

        Assert.Equal([["ZSTD"]], _duckDb.Rows($"SELECT DISTINCT compression FROM parquet_metadata({DuckDb.Literal(file)})"));
        Assert.Equal([["SegmentExport version 1.0 (build 1)"]], _duckDb.Rows($"SELECT created_by FROM parquet_file_metadata({DuckDb.Literal(file)})"));
    }

    [Fact]
    public void Pack_StatisticsOfAMaskedColumn_AreOfTheMaskedValues()
    {
        var file = Parquet().AddText("a", "13800138000", "13900139000").AddText("b", "x", "y").Pack().Parts[0];
        var masked = Parquet().Add("a", new StringArray.Builder().Append("13800138000").Append("13900139000").Build(), new MaskingRule { Kind = MaskingKind.Phone }).Pack().Parts[0];

        Assert.True(file.AsSpan().IndexOf("13800138000"u8) >= 0);
        Assert.True(masked.AsSpan().IndexOf("13800138000"u8) < 0);
        Assert.Equal([["138****8000", "139****9000"]], _duckDb.Rows($"SELECT stats_min_value, stats_max_value FROM parquet_metadata({DuckDb.Literal(_folder.Write("m.parquet", masked))})"));
    }

    [Fact]
    public void Pack_MomentWithoutMilliseconds_IsRefusedByTheFieldsName()
    {
        var seconds = new Int64Array.Builder().Append(long.MaxValue - 1).Build();
        var table = Parquet().Add("at", ArrowArrayFactory.BuildArray(new ArrayData(new TimestampType(TimeUnit.Second, (string?)null), 1, 0, 0, seconds.Data.Buffers)));

        var fault = Assert.Throws<PackagingException>(() => table.Pack());

        Assert.Equal((ErrorCodes.UnsupportedType, false), (fault.Code, fault.IsTransient));
        Assert.Contains("'at'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pack_StoreFails_TellsTheStoresFault()
    {
        var table = Parquet().AddText("a", Enumerable.Range(0, 100_000).Select(row => $"row {row * 7919}"));

        Assert.Throws<FileLoadException>(() => ShardPacker.Pack(table.Request(0, 0, 100_000), table.Read(0, 100_000, 2048), new BrokenStore(), CancellationToken.None));
    }

    [Fact]
    public void Zip_OfSeveralParts_HoldsAFileEachAndAManifest()
    {
        var (artifact, parts) = Parquet().AddText("a", Enumerable.Range(0, 10).Select(row => $"row {row}")).Pack(shardRows: 4);
        using var zip = new ZipArchive(new MemoryStream(SampleTable.Download(ContainerKinds.Open(artifact, null)!, parts)));

        Assert.Equal(["part-00000.parquet", "part-00001.parquet", "part-00002.parquet", "manifest.json"], zip.Entries.Select(entry => entry.FullName));
        zip.ExtractToDirectory(_folder.PathOf("zip"));
        Assert.Equal(Enumerable.Range(0, 10).Select(row => (string?[])[$"row {row}"]), _duckDb.Rows($"FROM read_parquet({DuckDb.Literal(_folder.PathOf("zip") + "/*.parquet")})"));

        var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.PathOf("zip"), "manifest.json"))).RootElement;
        Assert.Equal(10, manifest.GetProperty("rows").GetInt64());
        Assert.Equal("parquet", manifest.GetProperty("format").GetString());
        Assert.Equal(artifact.Parts.Select(part => part.Sha256), manifest.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("sha256").GetString()));
        Assert.Equal([4, 4, 2], manifest.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("rows").GetInt32()));
        Assert.All(artifact.Parts, part => Assert.Equal(part.PlainBytes, part.StoredBytes));
    }

    [Fact]
    public async Task Zip_IsSoundForPython()
    {
        var cancel = TestContext.Current.CancellationToken;
        var zip = _folder.Write("a.zip", Parquet().AddText("a", Enumerable.Range(0, 10).Select(row => $"row {row}")).Download(shardRows: 4));

        var said = await Tool.Python.CheckAsync(
            ["-c", "import sys,zipfile,json; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [i.compress_type for i in z.infolist()], json.loads(z.read('manifest.json'))['rows'])", zip], cancel);

        Assert.Equal("None [0, 0, 0, 0] 10", said.Trim());
    }

    public void Dispose()
    {
        _duckDb.Dispose();
        _folder.Dispose();
    }

    private static SampleTable Parquet() => new() { Format = ExportFormat.Parquet, Options = new() { Compression = PartCompression.None } };

    private sealed class BrokenStore : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new FileLoadException("The store is gone.");
    }
}
