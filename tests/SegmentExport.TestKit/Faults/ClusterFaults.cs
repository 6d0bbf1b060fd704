using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SegmentExport.Artifacts;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Audit;
using SegmentExport.Hosting.Sources;
using SegmentExport.TestKit.Data;

namespace SegmentExport.TestKit.Faults;

/// <summary>What a test can make fail or wait in all silos of a cluster at once. Without a hook everything behaves.</summary>
public sealed class ClusterFaults
{
    internal ClusterFaults(IArtifactStore store, int users)
    {
        Source = new(new InMemorySegmentSource(users));
        Store = new(store);
    }

    /// <summary>The source in memory; a cluster on the sample does not read it.</summary>
    public FaultySegmentSource Source { get; }

    /// <summary>The store of parts.</summary>
    public FaultyArtifactStore Store { get; }

    /// <summary>The audit.</summary>
    public AuditFaults Audit { get; } = new();

    /// <summary>The storage of tasks.</summary>
    public StorageFaults Storage { get; } = new();

    /// <summary>Takes all hooks away.</summary>
    public void Clear()
    {
        (Source.Planning, Source.Planned, Source.Opening, Source.Reading, Source.Cutting) = (null, null, null, null, null);
        (Store.Creating, Store.Committing, Store.Committed, Store.Opening, Store.Deleting, Store.Deleted) = (null, null, null, null, null, null);
        Audit.Appending = null;
        (Storage.Reading, Storage.Writing, Storage.Written) = (null, null, null);
    }

    internal void AddTo(IServiceCollection services, bool withSource)
    {
        if (withSource)
        {
            services.TryAddSingleton<ISegmentSourceFactory>(new SharedSource(Source));
        }

        services.TryAddSingleton<IArtifactStore>(Store);
        services.TryAddSingleton<IAuditLog>(provider => new FaultyAuditLog(new AuditLog(provider.GetRequiredService<DbDataSource>()), Audit));
    }

    private sealed class SharedSource(FaultySegmentSource source) : ISegmentSourceFactory
    {
        public SegmentExport.Sources.ISegmentSource Open(Domain.Catalog.SourceDefinition definition, string baseFolder) => source;
    }
}
