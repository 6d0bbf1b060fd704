using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Artifacts;

namespace SegmentExport.TestKit.Clusters;

/// <summary>What a test's cluster is like.</summary>
public sealed record TestClusterOptions
{
    /// <summary>How many silos. Default 1.</summary>
    public short Silos { get; init; } = 1;

    /// <summary>Whether the silos read the sample CDP (<see cref="Data.SampleData"/>) through DuckDB, with its catalog. Default no: made-up users in memory, with <see cref="Data.TestCatalog"/>.</summary>
    public bool UseSample { get; init; }

    /// <summary>How many users the source in memory has. Default 2,000.</summary>
    public int Users { get; init; } = 2000;

    /// <summary>The data folder; null: a new one, deleted with the cluster. One that is handed in stays, so that another cluster can go on with it.</summary>
    public string? DataPath { get; init; }

    /// <summary>Whether the data folder is kept in memory, where the system has such a folder: for tests of many thousand commits that are not about the disk. Default no.</summary>
    public bool InMemory { get; init; }

    /// <summary>Where the parts are kept; null: in the data folder.</summary>
    public IArtifactStore? Store { get; init; }

    /// <summary>Drives reminders and the product's own times, and nothing else; null: the system's clock.</summary>
    public FakeTimeProvider? Clock { get; init; }

    /// <summary>Settings on top, such as <c>SegmentExport:Sharding:TargetRows</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Services that go first, by silo name: faults, gates.</summary>
    public Action<string, IServiceCollection>? Services { get; init; }

    /// <summary>Changes to each silo on top.</summary>
    public Action<ISiloBuilder>? Silo { get; init; }
}
