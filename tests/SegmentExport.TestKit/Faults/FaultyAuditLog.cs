using SegmentExport.Grains.Audit;

namespace SegmentExport.TestKit.Faults;

/// <summary>An audit that can be made to fail, or to wait.</summary>
/// <param name="inner">The audit behind it.</param>
/// <param name="faults">What it is made to do.</param>
public sealed class FaultyAuditLog(IAuditLog inner, AuditFaults faults) : IAuditLog
{
    /// <inheritdoc />
    public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await (faults.Appending?.Invoke(entry) ?? Task.CompletedTask);
        await inner.AppendAsync(entry, cancellationToken);
    }
}
