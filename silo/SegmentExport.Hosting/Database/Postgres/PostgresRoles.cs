using Npgsql;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>The roles that processes run as. They own nothing and change no schema: rows only, and no more of them than they need.</summary>
/// <param name="Silo">The silos' role; null: nobody but the schema's owner.</param>
/// <param name="Gateway">The gateways' role, which only finds silos; null: as the silos'.</param>
internal sealed record PostgresRoles(string? Silo, string? Gateway)
{
    // Of the list, the archive and the notes of applied steps they only read; the audit only grows.
    private const string ForSilo = """
        GRANT USAGE ON SCHEMA segment_export TO {0};
        GRANT SELECT ON schema_version, OrleansQuery, download_task, archived_task, download_task_epoch, audit, audit_window, audit_seal, tenure TO {0};
        GRANT SELECT, INSERT, UPDATE, DELETE ON OrleansStorage, OrleansReminders, OrleansMembershipTable, OrleansMembershipVersionTable TO {0};
        GRANT INSERT ON audit, audit_window, audit_seal TO {0};
        GRANT SELECT, INSERT, UPDATE, DELETE ON artifact_key TO {0};
        GRANT INSERT, UPDATE ON tenure TO {0};
        GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_target, webhook_delivery TO {0};
        """;

    private const string ForGateway = """
        GRANT USAGE ON SCHEMA segment_export TO {0};
        GRANT SELECT ON schema_version, OrleansQuery, OrleansMembershipTable, OrleansMembershipVersionTable TO {0};
        """;

    /// <summary>Gives them their rights; again where they have them.</summary>
    public async Task GrantAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        await GrantAsync(owner, ForSilo, Silo, cancellationToken);
        await GrantAsync(owner, ForGateway, Gateway, cancellationToken);
    }

    private static async Task GrantAsync(NpgsqlConnection owner, string text, string? role, CancellationToken cancellationToken)
    {
        if (role is null)
        {
            return;
        }

        try
        {
            await using var command = owner.CreateCommand(string.Format(null, text, '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedObject)
        {
            throw new DatabaseSchemaException($"PostgreSQL has no role '{role}'. Create it with: CREATE ROLE {role} LOGIN PASSWORD '…'; then migrate again.", fault);
        }
    }
}
