using Apache.Arrow;
using CsCheck;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Formats;

public sealed class ShardPackerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Pack_OtherRowsThanPlanned_IsRefused(int planned)
    {
        var table = new SampleTable().AddText("a", "x", "y", "z");

        var fault = Assert.Throws<PackagingException>(() =>
            ShardPacker.Pack(table.Request(0, 0, planned), table.Read(0, 3, 7), Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.RowsMismatch, fault.Code);
    }

    [Fact]
    public void Pack_AnyBatchSize_GivesTheSamePart() =>
        Gen.Select(Gen.String[0, 40].Array[1, 300], Gen.Int[1, 50], Gen.Int[1, 50]).Sample((values, one, other) =>
        {
            var table = new SampleTable().AddText("a", Enumerable.Range(0, 40).SelectMany(_ => values)).AddText("b", Enumerable.Range(0, 40 * values.Length).Select(row => $"row {row}"));
            var (first, firstParts) = table.Pack(batchRows: one);
            var (second, secondParts) = table.Pack(batchRows: other);
            Assert.Equal(firstParts[0], secondParts[0]);
            Assert.Equal(first.Parts[0].Sha256, second.Parts[0].Sha256);
            Assert.Equal(first.Parts[0].Sections, second.Parts[0].Sections);
        }, iter: 50);

    [Fact]
    public void Pack_Cancelled_Ends()
    {
        var table = new SampleTable().AddText("a", "x");
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => ShardPacker.Pack(table.Request(0, 0, 1), table.Read(0, 1, 1), Stream.Null, cancelled.Token));
    }

    [Fact]
    public void Pack_OtherColumnsThanAskedFor_IsRefused()
    {
        var table = new SampleTable().AddText("a", "x").AddText("b", "y");
        var rows = new SampleTable().AddText("a", "x").Read(0, 1, 1);

        var fault = Assert.Throws<PackagingException>(() => ShardPacker.Pack(table.Request(0, 0, 1), rows, Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.SourceChanged, fault.Code);
    }

    [Theory]
    [InlineData(ExportFormat.Csv, PartCompression.Deflate)]
    [InlineData(ExportFormat.Csv, PartCompression.Zstd)]
    [InlineData(ExportFormat.Jsonl, PartCompression.Deflate)]
    [InlineData(ExportFormat.Xlsx, PartCompression.Deflate)]
    public void Pack_ManyBatchesMore_AllocatesNotAByteMore(ExportFormat format, PartCompression compression)
    {
        var names = Enumerable.Range(0, 5_000).Select(row => row % 5 == 0 ? null : $"王 小明 {row}").ToList();
        var table = new SampleTable { Format = format, Options = FormatOptions.Default with { Compression = compression } }
            .AddText("text", Enumerable.Range(0, 5_000).Select(row => $"value, {row} \"quoted\""))
            .AddText("name", names, new MaskingRule { Kind = MaskingKind.Name })
            .AddText("hash", names, new MaskingRule { Kind = MaskingKind.Hash })
            .AddText("email", names.Select((_, row) => $"name.{row}@example.com"), new MaskingRule { Kind = MaskingKind.Email })
            .Add("number", new Int64Array.Builder().AppendRange(Enumerable.Range(0, 5_000).Select(row => (long)row * row)).Build())
            .Add("date", new Date32Array.Builder().AppendRange(Enumerable.Range(0, 5_000).Select(row => DateOnly.FromDayNumber(700_000 + row))).Build())
            .Add("double", new DoubleArray.Builder().AppendRange(Enumerable.Range(0, 5_000).Select(row => row / 3.0)).Build());

        // The least of several, for what the runtime allocates for itself now and then, and what its pools let go of while other tests run, is not ours.
        var (few, many) = (long.MaxValue, long.MaxValue);
        for (var attempt = 0; attempt < 3 || (few != many && attempt < 12); attempt++)
        {
            (few, many) = (Math.Min(few, Allocated(2)), Math.Min(many, Allocated(8)));
        }

        Assert.Equal(few, many);

        long Allocated(int times)
        {
            var batches = table.Read(0, table.Rows, 1_000).Repeat(times);
            var before = GC.GetAllocatedBytesForCurrentThread();
            ShardPacker.Pack(table.Request(0, 0, (long)times * table.Rows), batches, Stream.Null, CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
