using System.Diagnostics;
using SegmentExport.Abstractions.Tasks;
using SegmentExport.Client.Contracts;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Names;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>Turns a grain's view of a task into the API's.</summary>
internal static class DownloadTaskMapping
{
    public static DownloadTask ToTask(DownloadTaskView view)
    {
        var (state, submission, decision) = (view.State, view.State.Submission, view.State.Decision);
        return new()
        {
            Id = state.Key.Task.Value,
            Name = submission.Name,
            SpaceId = state.Key.Space.Value,
            Segment = new(submission.Segment.Value, submission.SegmentName),
            Status = ApiNames.Of(view.Status),
            CloseReason = view.CloseReason is { } reason ? ApiNames.Of(reason) : null,
            Submitter = submission.Submitter.Value,
            Reason = submission.Reason,
            Fields = [.. submission.Query.Columns.Select(ToField)],
            Filters = [.. submission.Query.Filters.Select(filter => new Filter { Field = filter.Field.Value, Operator = ApiNames.Of(filter.Operator), Value = filter.Value })],
            Format = ApiNames.Of(submission.Format),
            Options = ToOptions(submission.Options),
            Containers = ContainerKinds.For(submission.Format, submission.Options.Compression),
            Origin = ApiNames.Of(submission.Origin),
            SubmittedAt = submission.At,
            Decision = new() { Kind = ApiNames.Of(decision.Kind), By = decision.By?.Value, At = decision.At, Comment = decision.Comment },
            ExpiresAt = state.ExpiresAt,
            Packaging = ToPackaging(view),
            AllowedActions = [.. view.AllowedActions.Select(ApiNames.Of)],
            History = [.. state.History.Select(entry => new HistoryItem { Event = ApiNames.Of(entry.Event), At = entry.At, By = entry.By?.Value, Comment = entry.Comment })],
            Revision = state.Revision,
            Archived = view.IsArchived,
            TraceId = ActivityContext.TryParse(state.TraceParent, null, out var trace) ? trace.TraceId.ToHexString() : null,
        };
    }

    public static TaskField ToField(ExportColumn column) =>
        new(column.Field.Value, column.Name, ApiNames.Of(column.Kind), column.Masking is { } rule ? ApiNames.Of(rule.Kind) : null);

    private static Client.Contracts.FileOptions ToOptions(FormatOptions options) => new()
    {
        Compression = ApiNames.Of(options.Compression),
        Delimiter = $"{options.Delimiter}",
        ByteOrderMark = options.ByteOrderMark,
        DisplayNames = options.DisplayNames,
        LineFeedOnly = options.LineFeedOnly,
        NullText = options.NullText,
        NeutralizeFormulas = options.NeutralizeFormulas,
    };

    private static PackagingInfo ToPackaging(DownloadTaskView view) => new()
    {
        State = ApiNames.Of(view.State.Packaging.State),
        RowsDone = view.Totals.RowsDone,
        RowsTotal = view.Totals.RowsTotal,
        RowsEstimated = view.State.Submission.RowsEstimated,
        Bytes = view.Totals.StoredBytes,
        ShardsDone = view.Totals.ShardsDone,
        ShardsTotal = view.Totals.ShardsTotal,
        Failure = view.State.Packaging.Failure is { } failure ? new(failure.Code, failure.Message) : null,
    };
}
