using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Rows;
using SegmentExport.Packaging.Formats;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Tasks;

/// <summary>Checks a submission against what only the source knows: the types of its columns, and about how many rows it has.</summary>
internal sealed class SubmissionChecks(ISegmentSourceRegistry sources)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Completes a submission, or says what of it could never be packed, so that no task is made of it.</summary>
    public async Task<(Submission Submission, Rejection? Rejection)> CheckAsync(Submission submission)
    {
        var (estimate, rejection) = await AskAsync(submission);
        return (submission with { RowsEstimated = estimate }, rejection);
    }

    private async Task<(long? Estimate, Rejection? Rejection)> AskAsync(Submission submission)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            var query = submission.Query;
            var source = sources.Get(query.Source);
            var (schema, estimate) = await Task.Run(
                async () => (await source.DescribeAsync(query, timeout.Token), await source.EstimateAsync(query, timeout.Token)), timeout.Token);
            var errors = FormatChecks.Check(schema, query.Columns, submission.Format, submission.Options);
            return errors.Count == 0 ? (estimate, null) : (null, new Rejection
            {
                Kind = RejectionKind.Invalid,
                Code = errors[0].Code,
                Message = errors[0].Message,
                Path = errors[0].Path,
                Errors = [.. errors],
            });
        }
        catch (PackagingException fault)
        {
            return (null, SourceFaults.ToRejection(fault));
        }
        catch (OperationCanceledException)
        {
            return (null, new Rejection
            {
                Kind = RejectionKind.Unavailable,
                Code = ErrorCodes.SourceUnavailable,
                Message = $"The source did not answer within {Timeout.TotalSeconds:0} s. Nothing was created; try again later.",
            });
        }
    }
}
