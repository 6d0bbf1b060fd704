using System.Data.Common;
using Microsoft.Extensions.Logging;
using SegmentExport.Grains.Audit;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Audit;

/// <summary>Seals the audit window by window. Of several at once one is first, and the others find its window there. Nobody who writes audit rows waits for it.</summary>
internal sealed partial class AuditSealer(DbDataSource database, AuditSql sql, AuditAnchor anchor, TimeProvider time, ILogger<AuditSealer> logger) : IAuditSealing
{
    /// <summary>The most rows of a window.</summary>
    internal const int WindowRows = 5000;

    /// <inheritdoc />
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Off the grain's turn: SQLite's library blocks.
            await Task.Run(() => SealAllAsync(cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (fault is DbException or IOException or InvalidDataException or UnauthorizedAccessException or TimeoutException or InvalidOperationException)
        {
            LogNotSealed(fault.GetType());
        }
    }

    private async Task SealAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var tables = new AuditTables(connection, sql);
        var anchored = anchor.Read();
        if (anchored is var (number, hash) && (await tables.WindowAsync(number, cancellationToken))?.Hash != hash)
        {
            // Going on would in the end write over the anchor, which is all that shows it.
            LogCutOff(number);
            return;
        }

        var last = await tables.LastWindowAsync(cancellationToken);
        while (await tables.RowsBehindAsync(last.LastPosition, last.LastId, WindowRows, cancellationToken) is { Count: > 0 } rows)
        {
            last = await SealAsync(connection, tables, last, rows, cancellationToken);
            if (rows.Count < WindowRows)
            {
                break;
            }
        }

        if (last.Number > (anchored?.Number ?? 0))
        {
            anchor.Write(last);
        }
    }

    private async Task<AuditWindow> SealAsync(DbConnection connection, AuditTables tables, AuditWindow last, List<AuditRow> rows, CancellationToken cancellationToken)
    {
        var seals = new List<AuditSeal>();
        foreach (var space in rows.GroupBy(row => row.Space, StringComparer.Ordinal).OrderBy(space => space.Key, StringComparer.Ordinal))
        {
            seals.Add(AuditSeal.Of(space.Key, await tables.LastSealAsync(space.Key, cancellationToken), [.. space]));
        }

        var window = AuditWindow.Of(last, rows[^1].Position, rows[^1].Id, TimeText.Of(time.GetUtcNow()), seals);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await tables.AddAsync(window, seals, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return window;
    }

    [LoggerMessage(4042, LogLevel.Warning, "The audit could not be sealed now ({Fault}); trying again.")]
    private partial void LogNotSealed(Type fault);

    [LoggerMessage(4041, LogLevel.Critical, "The audit has no window {Number} as it was anchored: it was cut off or rewritten, or the database was restored. Nothing more is sealed. Run 'SegmentExport.Silo verify-audit'.")]
    private partial void LogCutOff(long number);
}
