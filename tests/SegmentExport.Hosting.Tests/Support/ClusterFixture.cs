using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Support;

/// <summary>One silo for the tests of a class; each takes keys of its own.</summary>
public abstract class ClusterFixture(DatabaseKind kind) : IAsyncLifetime
{
    private SegmentExportCluster? _cluster;
    private PostgresTestDatabase? _database;

    /// <summary>The cluster; skips the test where its database is not installed.</summary>
    public SegmentExportCluster Cluster => PostgresBinaries.Require(_cluster);

    public async ValueTask InitializeAsync()
    {
        if (kind == DatabaseKind.Sqlite)
        {
            _cluster = await SegmentExportCluster.StartAsync();
        }
        else if (PostgresBinaries.Folder is not null)
        {
            _database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
            _cluster = await SegmentExportCluster.StartAsync(new() { Settings = new Dictionary<string, string?> { ["SegmentExport:Cluster:ConnectionString"] = _database.Silo } });
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
