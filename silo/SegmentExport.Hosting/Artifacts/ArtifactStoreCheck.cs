using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SegmentExport.Artifacts;
using SegmentExport.Artifacts.Azure;
using SegmentExport.Artifacts.S3;
using SegmentExport.Domain.Errors;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Artifacts;

/// <summary>Whether the store works when a process starts. What is told then is told to the operator, who may know where the store is.</summary>
internal sealed class ArtifactStoreCheck(IArtifactStore store, IOptions<ArtifactOptions> options, DataPaths paths, IConfiguration configuration)
{
    /// <summary>Writes and reads.</summary>
    /// <exception cref="StartupException">That does not work.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken);
        }
        catch (PackagingException fault)
        {
            throw new StartupException($"{fault.Message} {Place()}", fault);
        }
    }

    private string Place() => options.Value.Store switch
    {
        ArtifactStoreKind.S3 => $"It is {S3StoreOptions.SectionName}: bucket '{Setting(S3StoreOptions.SectionName, nameof(S3StoreOptions.Bucket))}' at '{Setting(S3StoreOptions.SectionName, nameof(S3StoreOptions.Endpoint)) ?? "AWS"}'.",
        ArtifactStoreKind.Azure => $"It is {AzureStoreOptions.SectionName}: container '{Setting(AzureStoreOptions.SectionName, nameof(AzureStoreOptions.Container))}'.",
        _ => $"It is {ArtifactOptions.SectionName}:{nameof(ArtifactOptions.Path)}: '{paths.Artifacts}'.",
    };

    private string? Setting(string section, string name) => configuration[$"{section}:{name}"];
}
