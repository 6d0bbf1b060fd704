using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Startup;
using SegmentExport.Sources.Sample;

namespace SegmentExport.Hosting.Catalogs;

/// <summary>The made-up customer data platform of <see cref="SampleCdp"/>.</summary>
internal sealed class SampleCatalog(IOptions<SampleOptions> options) : ISampleCatalog
{
    public async Task CreateAsync(string folder, CancellationToken cancellationToken)
    {
        await SampleCdp.CreateAsync(Path.Combine(folder, SampleCdpCatalog.DatabaseFile), options.Value.Users, cancellationToken);
        var temporary = Path.Combine(folder, $"catalog.{Guid.CreateVersion7():N}.tmp");
        await File.WriteAllTextAsync(temporary, SampleCdpCatalog.Json, cancellationToken);
        File.Move(temporary, Path.Combine(folder, "catalog.json"), overwrite: true);
    }
}
