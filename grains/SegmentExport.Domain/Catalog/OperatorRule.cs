using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Catalog;

/// <summary>Who may see how the cluster is.</summary>
public static class OperatorRule
{
    /// <summary>Why the user may not; null where they may.</summary>
    public static Rejection? CheckOperator(this SpaceCatalog catalog, UserId user) => catalog.Operators.Contains(user)
        ? null
        : new Rejection
        {
            Kind = RejectionKind.Forbidden,
            Code = ErrorCodes.NotPermitted,
            Message = "This is for who operates the installation: 'operators' of the catalog names them.",
        };
}
