using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Localization;

/// <summary>Errors, by their stable codes. A code without words of the console's own is told in the API's.</summary>
internal sealed record ProblemTexts
{
    public required string OfflineTitle { get; init; }
    public required string Offline { get; init; }
    public required string NoPermissionTitle { get; init; }
    public required string SpaceNotFound { get; init; }
    public required string SegmentNotFound { get; init; }
    public required string TaskNotFound { get; init; }
    public required string PageNotFoundTitle { get; init; }
    public required string PageNotFound { get; init; }
    public required string FailedTitle { get; init; }
    public required string SignedOut { get; init; }
    public required string Unavailable { get; init; }
    public required string AuditUnavailable { get; init; }
    public required string SourceUnavailable { get; init; }
    public required string SourceChanged { get; init; }
    public required string NotPermitted { get; init; }
    public required string OwnTask { get; init; }
    public required string WrongState { get; init; }
    public required string NotCompleted { get; init; }
    public required string Expired { get; init; }
    public required string UnknownUser { get; init; }
    public required string TooManyStreams { get; init; }
    public required string TooManyRequests { get; init; }
    public required string QueueFull { get; init; }
    public required string TooManyTasks { get; init; }
    public required string RowsPerDayExceeded { get; init; }
    public required string DownloadLimitReached { get; init; }
    public required string TooManyPasswords { get; init; }
    public required string FileKeyLost { get; init; }
    public required string UnknownSegment { get; init; }
    public required string ReasonMissing { get; init; }
    public required string TextTooLong { get; init; }
    public required string InvalidText { get; init; }
    public required string NoFields { get; init; }
    public required string TooManyFields { get; init; }
    public required string UnknownField { get; init; }
    public required string UnknownMasking { get; init; }
    public required string MaskingNotAllowed { get; init; }
    public required string MaskingRequired { get; init; }
    public required string InvalidFilter { get; init; }
    public required string InvalidFormatOption { get; init; }
    public required string Internal { get; init; }
    public required Func<string, string> Trace { get; init; }

    /// <summary>Makes the texts of errors that people seldom meet.</summary>
    public required Func<FurtherProblemTexts> Further { get; init; }

    /// <summary>What a problem says to people.</summary>
    public string Of(ApiProblem problem) => OfCode(problem.Code) ?? problem.Detail ?? Internal;

    /// <summary>What one part of a request lacks.</summary>
    public string Of(ApiFieldError error) => OfCode(error.Code) ?? error.Message;

    /// <summary>What a stable code says to people; null: there are no words for it.</summary>
    public string? OfCode(string code) => code switch
    {
        "offline" => Offline,
        "space_not_found" => SpaceNotFound,
        "segment_not_found" => SegmentNotFound,
        "task_not_found" => TaskNotFound,
        "missing_token" or "invalid_token" or "expired_token" => SignedOut,
        "unavailable" or "store_unavailable" or "issuer_unavailable" or "limits_unavailable" => Unavailable,
        "audit_unavailable" => AuditUnavailable,
        "source_unavailable" => SourceUnavailable,
        "source_changed" => SourceChanged,
        "not_permitted" => NotPermitted,
        "own_task" => OwnTask,
        "wrong_state" or "version_mismatch" => WrongState,
        "not_completed" => NotCompleted,
        "expired" => Expired,
        "unknown_user" => UnknownUser,
        "too_many_streams" => TooManyStreams,
        "too_many_requests" => TooManyRequests,
        "queue_full" => QueueFull,
        "too_many_tasks" => TooManyTasks,
        "rows_per_day_exceeded" => RowsPerDayExceeded,
        "download_limit_reached" => DownloadLimitReached,
        "too_many_passwords" => TooManyPasswords,
        "file_key_lost" => FileKeyLost,
        "unknown_segment" => UnknownSegment,
        "reason_missing" => ReasonMissing,
        "text_too_long" => TextTooLong,
        "invalid_text" => InvalidText,
        "no_fields" => NoFields,
        "too_many_fields" => TooManyFields,
        "unknown_field" => UnknownField,
        "unknown_masking" => UnknownMasking,
        "masking_not_allowed" => MaskingNotAllowed,
        "masking_required" => MaskingRequired,
        "invalid_filter" => InvalidFilter,
        "invalid_format_option" => InvalidFormatOption,
        "internal_error" => Internal,
        _ => Further().OfCode(code),
    };
}
