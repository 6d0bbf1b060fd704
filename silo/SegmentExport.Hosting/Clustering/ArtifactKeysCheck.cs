using Microsoft.Extensions.Options;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>The key that wraps files' keys has to be the same on every silo and to lie elsewhere than what it protects, so in a cluster none is made up.</summary>
internal sealed class ArtifactKeysCheck(IOptions<ArtifactKeyOptions> options) : StartupStep
{
    protected override Task PrepareAsync(CancellationToken cancellationToken) => options.Value.Keys.Count > 0
        ? Task.CompletedTask
        : throw new StartupException(
            $"There is no key for the keys that files are encrypted with. Set {ArtifactKeyOptions.SectionName}:Keys:0:Id to a name and {ArtifactKeyOptions.SectionName}:Keys:0:Key to the same 32 bytes in base64 on every silo (openssl rand -base64 32).");
}
