using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Grains.Rows;
using SegmentExport.Packaging.Formats;
using SegmentExport.Sources;

namespace SegmentExport.Grains.Tasks;

/// <summary>Checks a submission against what only the source knows: the types of its columns.</summary>
internal sealed class SubmissionChecks(ISegmentSourceRegistry sources)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Says what of the submission could never be packed, so that no task is made of it; null where nothing.</summary>
    public async Task<Rejection?> CheckAsync(Submission submission)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            var query = submission.Query;
            var schema = await Task.Run(async () => await sources.Get(query.Source).DescribeAsync(query, timeout.Token), timeout.Token);
            var errors = FormatChecks.Check(schema, query.Columns, submission.Format, submission.Options);
            return errors.Count == 0 ? null : new Rejection
            {
                Kind = RejectionKind.Invalid,
                Code = errors[0].Code,
                Message = errors[0].Message,
                Path = errors[0].Path,
                Errors = [.. errors],
            };
        }
        catch (PackagingException fault)
        {
            return SourceFaults.ToRejection(fault);
        }
        catch (OperationCanceledException)
        {
            return new Rejection
            {
                Kind = RejectionKind.Unavailable,
                Code = ErrorCodes.SourceUnavailable,
                Message = $"The source did not answer within {Timeout.TotalSeconds:0} s. Nothing was created; try again later.",
            };
        }
    }
}
