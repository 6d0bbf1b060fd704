using Npgsql;
using SegmentExport.Hosting.Database.Postgres;

namespace SegmentExport.TestKit.Postgres;

/// <summary>One database of a <see cref="PostgresServer"/>.</summary>
public sealed class PostgresTestDatabase : IAsyncDisposable
{
    internal const string OwnerRole = "owner_of_tests";
    internal const string SiloRole = "silo_of_tests";
    internal const string GatewayRole = "gateway_of_tests";

    internal PostgresTestDatabase(string name, string superuser, Func<string, string> connection)
    {
        Name = name;
        Superuser = superuser;
        Owner = connection(OwnerRole);
        Silo = connection(SiloRole);
        Gateway = connection(GatewayRole);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The connection string of who may do anything.</summary>
    public string Superuser { get; }

    /// <summary>The connection string of the schema's owner.</summary>
    public string Owner { get; }

    /// <summary>The connection string that a silo gets.</summary>
    public string Silo { get; }

    /// <summary>The connection string that a gateway gets.</summary>
    public string Gateway { get; }

    /// <summary>Makes this version's schema.</summary>
    public async Task MigrateAsync()
    {
        await using var owner = PostgresDatabase.Open(Owner, "Owner", "tests");
        await new PostgresMigration(owner).MigrateAsync(new(SiloRole, GatewayRole), CancellationToken.None);
    }

    /// <summary>Runs a statement as the superuser, within the product's schema.</summary>
    /// <returns>The first value, or null.</returns>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser + ";Pooling=false;Search Path=segment_export;Command Timeout=300");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        foreach (var pool in new[] { Superuser, Owner, Silo, Gateway })
        {
            using var connection = new NpgsqlConnection(pool);
            NpgsqlConnection.ClearPool(connection);
        }

        return ValueTask.CompletedTask;
    }
}
