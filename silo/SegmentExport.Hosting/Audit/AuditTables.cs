using System.Data.Common;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Audit;

/// <summary>Reads and writes rows, seals and windows on one connection.</summary>
internal sealed class AuditTables(DbConnection connection, AuditSql sql)
{
    /// <summary>The last window; <see cref="AuditWindow.None"/> before the first.</summary>
    public async Task<AuditWindow> LastWindowAsync(CancellationToken cancellationToken) =>
        await WindowAsync("ORDER BY number DESC LIMIT 1", 0, cancellationToken) ?? AuditWindow.None;

    /// <summary>The window of a number; null where there is none.</summary>
    public Task<AuditWindow?> WindowAsync(long number, CancellationToken cancellationToken) => WindowAsync("WHERE number = @number", number, cancellationToken);

    /// <summary>The next window behind a number; null behind the last.</summary>
    public Task<AuditWindow?> NextWindowAsync(long number, CancellationToken cancellationToken) => WindowAsync("WHERE number > @number ORDER BY number LIMIT 1", number, cancellationToken);

    /// <summary>Rows behind a window, in their order; only such that none can appear between them any more.</summary>
    public async Task<List<AuditRow>> RowsBehindAsync(long position, long id, int limit, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"SELECT {sql.Position}, audit_id, space_id, {AuditRow.Columns} FROM audit WHERE ({sql.Position}, audit_id) > (@position, @id){sql.IsFinal} ORDER BY {sql.Position}, audit_id LIMIT @limit;");
        command.Bind("@position", position);
        command.Bind("@id", id);
        command.Bind("@limit", limit);
        await using var found = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<AuditRow>();
        while (await found.ReadAsync(cancellationToken))
        {
            rows.Add(AuditRow.Read(found));
        }

        return rows;
    }

    /// <summary>How many rows lie behind a window, final or not.</summary>
    public async Task<long> CountBehindAsync(AuditWindow window, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand($"SELECT count(*) FROM audit WHERE ({sql.Position}, audit_id) > (@position, @id);");
        command.Bind("@position", window.LastPosition);
        command.Bind("@id", window.LastId);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A space's last seal; null before the first.</summary>
    public async Task<AuditSeal?> LastSealAsync(string space, CancellationToken cancellationToken) =>
        (await SealsAsync("WHERE space_id = @key ORDER BY number DESC LIMIT 1", space, cancellationToken)).SingleOrDefault();

    /// <summary>A window's seals, in the order of their spaces.</summary>
    public async Task<List<AuditSeal>> SealsOfAsync(long window, CancellationToken cancellationToken) =>
        [.. (await SealsAsync("WHERE window_number = @key", window, cancellationToken)).OrderBy(seal => seal.Space, StringComparer.Ordinal)];

    /// <summary>Adds a window with its seals.</summary>
    public async Task AddAsync(AuditWindow window, IReadOnlyList<AuditSeal> seals, CancellationToken cancellationToken)
    {
        await using (var command = connection.CreateCommand("INSERT INTO audit_window (number, last_position, last_audit_id, sealed_at, hash) VALUES (@number, @position, @id, @at, @hash);"))
        {
            command.Bind("@number", window.Number);
            command.Bind("@position", window.LastPosition);
            command.Bind("@id", window.LastId);
            command.Bind("@at", window.SealedAt);
            command.Bind("@hash", window.Hash);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var seal in seals)
        {
            await using var command = connection.CreateCommand("INSERT INTO audit_seal (space_id, number, window_number, row_count, hash) VALUES (@space, @number, @window, @rows, @hash);");
            command.Bind("@space", seal.Space);
            command.Bind("@number", seal.Number);
            command.Bind("@window", window.Number);
            command.Bind("@rows", seal.Rows);
            command.Bind("@hash", seal.Hash);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<AuditWindow?> WindowAsync(string which, long number, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand($"SELECT number, last_position, last_audit_id, sealed_at, hash FROM audit_window {which};");
        command.Bind("@number", number);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4)) : null;
    }

    private async Task<List<AuditSeal>> SealsAsync(string which, object key, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand($"SELECT space_id, number, row_count, hash FROM audit_seal {which};");
        command.Bind("@key", key);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var seals = new List<AuditSeal>();
        while (await rows.ReadAsync(cancellationToken))
        {
            seals.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetString(3)));
        }

        return seals;
    }
}
