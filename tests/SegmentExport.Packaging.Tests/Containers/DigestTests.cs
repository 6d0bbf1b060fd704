using System.Security.Cryptography;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.About;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Containers;

public sealed class DigestTests
{
    [Theory]
    [MemberData(nameof(ContainerViewTests.Every), MemberType = typeof(ContainerViewTests))]
    public async Task DigestAsync_OfAnyContainer_IsThatOfItsBytes(ExportFormat format, PartCompression compression, string container)
    {
        var (artifact, parts) = new SampleTable { Format = format, Options = new() { Compression = compression }, Provenance = Provenances.Strange }
            .AddText("a", Enumerable.Range(0, 500).Select(row => $"row {row}"))
            .Pack(shardRows: 100);
        var view = ContainerKinds.Open(artifact, container)!;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(SampleTable.Download(view, parts))), await view.DigestAsync(parts, TestContext.Current.CancellationToken));
    }
}
