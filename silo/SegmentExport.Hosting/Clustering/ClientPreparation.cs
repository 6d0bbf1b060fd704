using Microsoft.Extensions.Options;
using Npgsql;
using SegmentExport.Artifacts;
using SegmentExport.Hosting.Artifacts;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Startup;

namespace SegmentExport.Hosting.Clustering;

/// <summary>What has to stand before a gateway looks for silos: the database's schema, and parts that it shares with the silos.</summary>
internal sealed class ClientPreparation(NpgsqlDataSource database, IArtifactStore artifacts, ArtifactStoreCheck check, IOptions<ArtifactOptions> options) : StartupStep
{
    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        SharedArtifacts.Require(artifacts, options.Value);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await PostgresSchema.CheckAsync(connection, cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            throw PostgresFaults.Explain(fault, database);
        }

        await check.RequireAsync(cancellationToken);
    }
}
