using System.Diagnostics;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Formats;

public sealed class StageTimesTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Jsonl)]
    [InlineData(ExportFormat.Xlsx)]
    [InlineData(ExportFormat.Parquet)]
    public void Times_OfASlowStore_AreTheStoresAlone_AndNothingCountsTwice(ExportFormat format)
    {
        var table = new SampleTable().AddText("a", Enumerable.Range(0, 20_000).Select(row => $"row {row}"));
        var (times, store, started) = (new StageTimes(), new SlowStore(), Stopwatch.GetTimestamp());

        ShardPacker.Pack(table.Request(0, 0, 20_000) with { Format = format }, table.Read(0, 20_000, 1000), store, times, TestContext.Current.CancellationToken);

        var all = Stopwatch.GetElapsedTime(started);
        Assert.True(times.Storing >= store.Writes * Slow && store.Writes > 0);
        Assert.All(new[] { times.Reading, times.Encoding, times.Compressing }, time => Assert.InRange(time, TimeSpan.FromTicks(1), all - times.Storing));
        Assert.True(times.Reading + times.Encoding + times.Compressing + times.Storing <= all);
    }

    private sealed class SlowStore : MemoryStream
    {
        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Writes++;
            for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Slow;)
            {
                Thread.SpinWait(100);
            }

            base.Write(buffer);
        }
    }
}
