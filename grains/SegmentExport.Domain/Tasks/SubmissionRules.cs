using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Tasks;

/// <summary>Checks a request against the catalog.</summary>
public static class SubmissionRules
{
    /// <summary>Makes a submission of a request, or says everything that is wrong with it.</summary>
    /// <param name="space">The space.</param>
    /// <param name="submitter">A member of it.</param>
    /// <param name="request">The request, unchecked.</param>
    /// <param name="now">The time of submission.</param>
    /// <param name="submission">The submission, where there is no rejection.</param>
    /// <returns>The rejection with all its errors, or null.</returns>
    public static Rejection? Check(Space space, UserId submitter, SubmitRequest request, DateTimeOffset now, out Submission? submission) => throw new NotSupportedException();
}
