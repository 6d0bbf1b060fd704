using SegmentExport.Artifacts.Tests.Conformance;

namespace SegmentExport.Artifacts.Tests.Azure;

public sealed class AzureArtifactStoreTests : ArtifactStoreConformance
{
    private AzurePlace _place = null!;

    protected override int Rounds => 40;

    public override async ValueTask InitializeAsync() => _place = await AzurePlace.MakeAsync();

    public override ValueTask DisposeAsync()
    {
        _place?.Dispose();
        return base.DisposeAsync();
    }

    protected override IArtifactStore Open() => _place.Store;

    protected override async ValueTask<int> CountEverythingAsync() => await _place.CountAsync();
}
