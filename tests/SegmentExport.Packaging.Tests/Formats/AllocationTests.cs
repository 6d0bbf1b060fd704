using Apache.Arrow;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Formats;

/// <summary>What packing allocates. Alone in its process: a collection that another test brings about costs the thread that is measured some bytes.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
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

        // The least of several, for what the runtime allocates for itself now and then is not ours.
        Assert.Equal(Enumerable.Range(0, 3).Min(_ => Allocated(2)), Enumerable.Range(0, 3).Min(_ => Allocated(8)));

        long Allocated(int times)
        {
            var batches = table.Read(0, table.Rows, 1_000).Repeat(times);
            var before = GC.GetAllocatedBytesForCurrentThread();
            ShardPacker.Pack(table.Request(0, 0, (long)times * table.Rows), batches, Stream.Null, CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
