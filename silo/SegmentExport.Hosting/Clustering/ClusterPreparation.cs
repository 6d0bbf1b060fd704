using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using SegmentExport.Artifacts;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>Refuses what is good enough for one process and loses or splits things in a cluster.</summary>
internal sealed class ClusterPreparation(IServiceProvider services, IArtifactStore artifacts, IOptions<ArtifactOptions> options, DataPaths paths) : StartupStep
{
    protected override Task PrepareAsync(CancellationToken cancellationToken)
    {
        RequireProvider("Clustering", services.GetService<IMembershipTable>(), "Orleans.Clustering.AdoNet");
        RequireProvider("Reminders", services.GetService<IReminderTable>(), "Orleans.Reminders.AdoNet");
        RequireProvider("GrainStorage:Default", services.GetKeyedService<IGrainStorage>("Default"), "Orleans.Persistence.AdoNet");
        SharedArtifacts.Require(artifacts, options.Value);
        if (!paths.HasConfiguredCatalog)
        {
            throw new StartupException("A cluster makes no sample: each silo would have one of its own. Set SegmentExport:Catalog to the same catalog file on every silo.");
        }

        return Task.CompletedTask;
    }

    // One in memory would lose every task with the process, and be another one on each silo.
    private static void RequireProvider(string what, object? provider, string assembly)
    {
        if (provider?.GetType().Assembly.GetName().Name is var found && found != assembly)
        {
            throw new StartupException(
                $"A cluster keeps everything in PostgreSQL, but Orleans' {what} is '{provider?.GetType().Name ?? "nothing"}'. Remove what registers it: a service, or the section 'Orleans:{what}' of the settings.");
        }
    }
}
