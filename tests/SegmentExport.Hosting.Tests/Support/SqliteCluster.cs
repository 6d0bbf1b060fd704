namespace SegmentExport.Hosting.Tests.Support;

/// <summary>A silo on SQLite.</summary>
public sealed class SqliteCluster() : ClusterFixture(DatabaseKind.Sqlite);
