using System.Collections.Immutable;
using System.Data.Common;

namespace SegmentExport.Hosting.Audit;

/// <summary>
/// Calculates every seal anew from the rows, every window from its seals, and holds the last one against the anchor: an edited, added or removed row, seal or window, and an end that was cut off, all show. What
/// was changed is told to the window and the space; a window is about a second.
/// </summary>
internal sealed class AuditVerifier(DbDataSource database, AuditSql sql, AuditAnchor anchor)
{
    private readonly Dictionary<string, AuditSeal> _lastSeals = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string>.Builder _findings = ImmutableArray.CreateBuilder<string>();
    private long _rows;

    /// <summary>Looks through all of it, once.</summary>
    public async Task<AuditReport> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var tables = new AuditTables(connection, sql);
        var (previous, anchored) = (AuditWindow.None, ReadAnchor());
        for (var windows = 0L; ; windows++)
        {
            if (await tables.NextWindowAsync(previous.Number, cancellationToken) is not { } window)
            {
                CheckHead(previous, anchored);
                return new(windows, _rows, await tables.CountBehindAsync(previous, cancellationToken), previous.Hash, _findings.ToImmutable());
            }

            await CheckAsync(tables, previous, window, cancellationToken);
            if (anchored is var (number, hash) && number == window.Number && hash != window.Hash)
            {
                _findings.Add($"Window {number} is not the one that was anchored: the audit was written anew.");
            }

            previous = window;
        }
    }

    private (long Number, string Hash)? ReadAnchor()
    {
        try
        {
            return anchor.Read();
        }
        catch (InvalidDataException fault)
        {
            _findings.Add(fault.Message);
            return null;
        }
    }

    private void CheckHead(AuditWindow last, (long Number, string Hash)? anchored)
    {
        if (anchored is var (number, _) && number > last.Number)
        {
            _findings.Add($"The audit ends with window {last.Number}, and window {number} was anchored: its end was cut off.");
        }
        else if (anchored is null && last.Number > 0)
        {
            _findings.Add("There is no anchor, so nothing shows whether the audit's end was cut off.");
        }
    }

    private async Task CheckAsync(AuditTables tables, AuditWindow previous, AuditWindow window, CancellationToken cancellationToken)
    {
        if (window.Number != previous.Number + 1)
        {
            _findings.Add($"Windows {previous.Number + 1} to {window.Number - 1} are missing.");
        }

        var (seals, rows) = (await tables.SealsOfAsync(window.Number, cancellationToken), await RowsOfAsync(tables, previous, window, cancellationToken));
        foreach (var space in seals.Select(seal => seal.Space).Union(rows.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var found = seals.Find(seal => seal.Space == space);
            var expected = AuditSeal.Of(space, _lastSeals.GetValueOrDefault(space), rows.GetValueOrDefault(space) ?? []);
            if (found != expected)
            {
                _findings.Add($"Window {window.Number}, sealed at {window.SealedAt}: the rows of the space '{space}' are not those that were sealed ({expected.Rows} now, {found?.Rows ?? 0} then).");
            }

            // From what was sealed on, so that one change is one finding.
            _lastSeals[space] = found ?? expected;
        }

        if (AuditWindow.Of(previous, window.LastPosition, window.LastId, window.SealedAt, seals) is var calculated && (calculated.Number != window.Number || calculated.Hash != window.Hash))
        {
            _findings.Add($"Window {window.Number}, sealed at {window.SealedAt}, is not what was sealed: it, a seal of it or the window before was changed.");
        }
    }

    private async Task<Dictionary<string, List<AuditRow>>> RowsOfAsync(AuditTables tables, AuditWindow previous, AuditWindow window, CancellationToken cancellationToken)
    {
        var (rows, after) = (new Dictionary<string, List<AuditRow>>(StringComparer.Ordinal), (previous.LastPosition, previous.LastId));
        while (true)
        {
            var page = await tables.RowsBehindAsync(after.LastPosition, after.LastId, AuditSealer.WindowRows, cancellationToken);
            foreach (var row in page.TakeWhile(row => (row.Position, row.Id).CompareTo((window.LastPosition, window.LastId)) <= 0))
            {
                _rows++;
                (rows.TryGetValue(row.Space, out var ofSpace) ? ofSpace : rows[row.Space] = []).Add(row);
            }

            if (page.Count < AuditSealer.WindowRows || (page[^1].Position, page[^1].Id).CompareTo((window.LastPosition, window.LastId)) >= 0)
            {
                return rows;
            }

            after = (page[^1].Position, page[^1].Id);
        }
    }
}
