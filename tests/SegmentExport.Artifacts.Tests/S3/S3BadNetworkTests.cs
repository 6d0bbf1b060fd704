using SegmentExport.Artifacts.Tests.Conformance;

namespace SegmentExport.Artifacts.Tests.S3;

public sealed class S3BadNetworkTests : BadNetworkConformance
{
    protected override async Task<IStorePlace> MakeAsync(Func<HttpMessageHandler, HttpMessageHandler> between) => await S3Place.MakeAsync(between: between);
}
