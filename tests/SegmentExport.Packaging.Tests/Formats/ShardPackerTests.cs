using CsCheck;
using SegmentExport.Domain.Errors;
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
}
