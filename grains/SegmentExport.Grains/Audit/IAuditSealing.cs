namespace SegmentExport.Grains.Audit;

/// <summary>Makes the audit tamper-evident.</summary>
public interface IAuditSealing
{
    /// <summary>Seals all rows that are final by now. Faults are logged; what was not sealed is sealed the next time.</summary>
    Task SealAsync(CancellationToken cancellationToken);
}
