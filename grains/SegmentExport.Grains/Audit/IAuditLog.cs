namespace SegmentExport.Grains.Audit;

/// <summary>Keeps what was done, refused and handed out: append-only. Written before the answer goes out; where it cannot be written, nothing is handed out.</summary>
public interface IAuditLog
{
    /// <summary>Appends one row durably.</summary>
    /// <exception cref="AuditUnavailableException">The row was not written.</exception>
    ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken);
}
