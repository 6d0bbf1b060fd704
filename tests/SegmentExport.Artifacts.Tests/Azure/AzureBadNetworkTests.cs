using SegmentExport.Artifacts.Tests.Conformance;

namespace SegmentExport.Artifacts.Tests.Azure;

public sealed class AzureBadNetworkTests : BadNetworkConformance
{
    protected override async Task<IStorePlace> MakeAsync(Func<HttpMessageHandler, HttpMessageHandler> between) => await AzurePlace.MakeAsync(between: between);
}
