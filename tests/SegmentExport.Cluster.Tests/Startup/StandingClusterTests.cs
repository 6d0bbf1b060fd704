namespace SegmentExport.Cluster.Tests.Startup;

/// <summary>The tests that share one <see cref="StandingCluster"/>.</summary>
[CollectionDefinition(StandingCluster.Name)]
public sealed class StandingClusterTests : ICollectionFixture<StandingCluster>;
