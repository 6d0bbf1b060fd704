namespace SegmentExport.Hosting.Tests.Support;

/// <summary>A silo on PostgreSQL, as the silos' role.</summary>
public sealed class PostgresCluster() : ClusterFixture(DatabaseKind.Postgres);
