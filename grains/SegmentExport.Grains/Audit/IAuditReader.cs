using SegmentExport.Abstractions.Audit;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Audit;

/// <summary>Reads what <see cref="IAuditLog"/> keeps.</summary>
public interface IAuditReader
{
    /// <summary>A page of a space's rows, newest first.</summary>
    /// <exception cref="FormatException">The cursor is none that a page gave.</exception>
    ValueTask<AuditPage> ReadAsync(SpaceId space, AuditQuery query, CancellationToken cancellationToken);
}
