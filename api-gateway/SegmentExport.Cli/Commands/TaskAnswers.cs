using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Cli.Commands;

/// <summary>Tasks as answers.</summary>
internal static class TaskAnswers
{
    /// <summary>Writes one task.</summary>
    public static void Write(Session session, DownloadTask task) => Answers.One(
        session.Terminal, session.AsJson, task,
        ("task", task.Id),
        ("name", task.Name),
        ("status", task.CloseReason is null ? task.Status : $"{task.Status} ({task.CloseReason})"),
        ("segment", $"{task.Segment.Name} ({task.Segment.Id})"),
        ("fields", string.Join(", ", task.Fields.Select(field => field.Masking is null ? field.Id : $"{field.Id}={field.Masking}"))),
        ("reason", task.Reason),
        ("submitted", $"{Shown.Time(task.SubmittedAt)} by {task.Submitter}"),
        ("decision", task.Decision.By is null ? task.Decision.Kind : $"{task.Decision.Kind} {Shown.Time(task.Decision.At)} by {task.Decision.By}"),
        ("comment", task.Decision.Comment),
        ("packaging", PackagingOf(task)),
        ("failure", task.Packaging.Failure is { } failure ? $"{failure.Message} ({failure.Code})" : null),
        ("file until", Shown.Time(task.ExpiresAt)),
        ("you can", string.Join(", ", task.AllowedActions)),
        ("trace", task.TraceId));

    /// <summary>How far packaging is, in words.</summary>
    public static string PackagingOf(DownloadTask task)
    {
        var packaging = task.Packaging;
        var rows = packaging.RowsTotal is { } total ? $", {Shown.Count(packaging.RowsDone)} of {Shown.Count(total)} rows" : "";
        return $"{packaging.State}{rows}{(packaging.Bytes > 0 ? $", {Shown.Size(packaging.Bytes)}" : "")}";
    }
}
