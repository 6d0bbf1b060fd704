using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>
/// Keeps a second cluster off the database. Orleans tells clusters apart by their ids and never looks at another's members, so two clusters on one service would each carry out its tasks
/// and its reminders. A database belongs to one service for good, and to one cluster of it as long as that one's silos are alive.
/// </summary>
internal sealed class ClusterTenure(IOptions<ClusterOptions> cluster, TimeProvider time)
{
    /// <summary>How long a cluster keeps the database after the start or the last sign of life of one of its silos: three of Orleans' own periods (<see cref="ClusterMembershipOptions.IAmAliveTablePublishTimeout"/>).</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    // 3 is the status of an active silo. A silo that left in order is not active any more.
    private const string LastSign = """
        SELECT greatest(
            (SELECT claimed_at FROM tenure WHERE NOT EXISTS (SELECT 1 FROM OrleansMembershipTable WHERE DeploymentId = @cluster AND StartTime >= tenure.claimed_at)),
            (SELECT max(IAmAliveTime) FROM OrleansMembershipTable WHERE DeploymentId = @cluster AND Status = 3));
        """;

    /// <summary>Takes the database for this cluster.</summary>
    /// <exception cref="DatabaseSchemaException">It is another's.</exception>
    public async Task ClaimAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (service, mine, now) = (cluster.Value.ServiceId, cluster.Value.ClusterId, time.GetUtcNow());
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var first = connection.CreateCommand("INSERT INTO tenure (service_id, cluster_id, claimed_at) VALUES (@service, @cluster, @now) ON CONFLICT DO NOTHING;");
        first.Bind("@service", service);
        first.Bind("@cluster", mine);
        first.Bind("@now", now.UtcDateTime);
        await first.ExecuteNonQueryAsync(cancellationToken);

        var (owner, holder) = await ReadAsync(connection, cancellationToken);
        if (owner != service)
        {
            throw new DatabaseSchemaException(
                $"The database belongs to the service '{owner}', and this process is of the service '{service}'. Set SegmentExport:Cluster:ServiceId to '{owner}', or use another database.");
        }

        if (holder != mine && await LastSignAsync(connection, holder, cancellationToken) is { } sign && now - sign < Silence)
        {
            throw new DatabaseSchemaException(
                $"The cluster '{holder}' runs on this database (a silo of it was alive at {sign:u}), and this process is of the cluster '{mine}'. "
                + $"Set SegmentExport:Cluster:ClusterId to '{holder}' to join it, or stop all of its silos, wait {Silence.TotalSeconds:0} s and start again.");
        }

        await using var claim = connection.CreateCommand("UPDATE tenure SET cluster_id = @cluster, claimed_at = @now;");
        claim.Bind("@cluster", mine);
        claim.Bind("@now", now.UtcDateTime);
        await claim.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<(string Service, string Cluster)> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Locked, so that of two clusters that start at once the second sees the first's claim.
        await using var read = connection.CreateCommand("SELECT service_id, cluster_id FROM tenure FOR UPDATE;");
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetString(0), rows.GetString(1));
    }

    private static async Task<DateTimeOffset?> LastSignAsync(NpgsqlConnection connection, string holder, CancellationToken cancellationToken)
    {
        await using var read = connection.CreateCommand(LastSign);
        read.Bind("@cluster", holder);
        return await read.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }
}
