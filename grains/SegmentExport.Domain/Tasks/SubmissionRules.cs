using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Tasks.Rules;
using SegmentExport.Domain.Tasks.Submitting;

namespace SegmentExport.Domain.Tasks;

/// <summary>Checks a request against the catalog.</summary>
public static class SubmissionRules
{
    /// <summary>The most fields of one task.</summary>
    public const int MaxFields = 500;

    /// <summary>The most filters of one task.</summary>
    public const int MaxFilters = 50;

    /// <summary>The longest value of a filter, in characters.</summary>
    public const int MaxFilterValueLength = 1000;

    /// <summary>Makes a submission of a request, or says everything that is wrong with it.</summary>
    /// <param name="space">The space.</param>
    /// <param name="submitter">A member of it.</param>
    /// <param name="request">The request, unchecked.</param>
    /// <param name="now">The time of submission.</param>
    /// <param name="submission">The submission, where there is no rejection.</param>
    /// <returns>The rejection with all its errors, or null.</returns>
    public static Rejection? Check(Space space, UserId submitter, SubmitRequest request, DateTimeOffset now, out Submission? submission)
    {
        var errors = new ErrorList();
        var segment = CheckSegment(space, request.SegmentId, errors);
        var reason = CheckReason(request.Reason, errors);
        var columns = FieldRules.Check(space, request.Fields, errors);
        var filters = FilterRules.Check(space, request.Filters, isApproved: true, errors);
        var format = CheckName(request.Format, ExportFormat.Csv, "format", ErrorCodes.UnknownFormat, errors);
        var options = FormatOptionRules.Check(format, request.Options, errors);
        var origin = CheckName(request.Origin, TaskOrigin.ExportPage, "origin", ErrorCodes.UnknownOrigin, errors);
        if (segment is null || reason is null || format is null || origin is null || errors.ToRejection() is not null)
        {
            submission = null;
            return errors.ToRejection();
        }

        submission = new()
        {
            Submitter = submitter,
            At = now,
            Name = NameOf(segment, now),
            Segment = segment.Id,
            SegmentName = segment.Name,
            Reason = reason,
            Query = new() { Source = space.Source, Profile = space.Profile, Segment = segment.Definition, Filters = filters, Columns = columns },
            Format = format.Value,
            Options = options,
            Origin = origin.Value,
            Operation = request.Operation,
            RequestDigest = RequestDigest.Compute(segment.Id, reason, columns, filters, format.Value, options, origin.Value),
        };
        return null;
    }

    /// <summary>The name of a task: also a file's name, so its time has no colons.</summary>
    private static string NameOf(Segment segment, DateTimeOffset now) => $"{segment.Name} {now.ToUniversalTime():yyyyMMdd-HHmmss}";

    private static Segment? CheckSegment(Space space, string? id, ErrorList errors)
    {
        var segment = SegmentId.TryParse(id, out var parsed) ? space.Segment(parsed) : null;
        if (segment is null)
        {
            errors.Add("segmentId", ErrorCodes.UnknownSegment, $"The space has no segment {Found.Id(id)}. The space's list of segments says which there are.");
        }

        return segment;
    }

    private static string? CheckReason(string? reason, ErrorList errors)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            errors.Add("reason", ErrorCodes.ReasonMissing, $"There is no reason. Say in 1 to {Submission.MaxTextLength} characters what the export is for.");
            return null;
        }

        errors.Add(FreeText.Check(reason, "reason"));
        return reason.Trim();
    }

    private static T? CheckName<T>(string? name, T whenMissing, string path, string code, ErrorList errors)
        where T : struct, Enum
    {
        if (name is null)
        {
            return whenMissing;
        }

        if (Names.ApiNames.TryParse<T>(name, out var value))
        {
            return value;
        }

        errors.Add(path, code, $"There is no {path} {Found.Id(name)}. Allowed: {Found.Names<T>()}.");
        return null;
    }
}
