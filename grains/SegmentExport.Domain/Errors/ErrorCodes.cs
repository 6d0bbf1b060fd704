namespace SegmentExport.Domain.Errors;

/// <summary>Every stable error code of the product, in one place. A code is never reused for something else.</summary>
public static class ErrorCodes
{
    /// <summary>No such space, or none that the caller belongs to.</summary>
    public const string SpaceNotFound = "space_not_found";

    /// <summary>No such segment in the space.</summary>
    public const string SegmentNotFound = "segment_not_found";

    /// <summary>No such task, or none that the caller may see.</summary>
    public const string TaskNotFound = "task_not_found";

    /// <summary>The segment named in a create call does not exist in the space.</summary>
    public const string UnknownSegment = "unknown_segment";

    /// <summary>A field named in a request is none of the space's.</summary>
    public const string UnknownField = "unknown_field";

    /// <summary>A field is named twice.</summary>
    public const string DuplicateField = "duplicate_field";

    /// <summary>No field was chosen.</summary>
    public const string NoFields = "no_fields";

    /// <summary>More fields than a task may have.</summary>
    public const string TooManyFields = "too_many_fields";

    /// <summary>More filters than a task may have.</summary>
    public const string TooManyFilters = "too_many_filters";

    /// <summary>A masking rule that does not exist.</summary>
    public const string UnknownMasking = "unknown_masking";

    /// <summary>A masking rule that the catalog does not allow for the field.</summary>
    public const string MaskingNotAllowed = "masking_not_allowed";

    /// <summary>A field that must be masked was asked for without masking.</summary>
    public const string MaskingRequired = "masking_required";

    /// <summary>No reason was given.</summary>
    public const string ReasonMissing = "reason_missing";

    /// <summary>The reason or comment is longer than allowed.</summary>
    public const string TextTooLong = "text_too_long";

    /// <summary>The reason or comment holds a character that text may not have.</summary>
    public const string InvalidText = "invalid_text";

    /// <summary>A format that does not exist, or that this installation does not write.</summary>
    public const string UnknownFormat = "unknown_format";

    /// <summary>A format option that does not exist, is out of range, or does not go with the format.</summary>
    public const string InvalidFormatOption = "invalid_format_option";

    /// <summary>An origin that does not exist.</summary>
    public const string UnknownOrigin = "unknown_origin";

    /// <summary>A filter with an operator that does not exist, or with a value that the operator or the field's type does not take.</summary>
    public const string InvalidFilter = "invalid_filter";

    /// <summary>A list's cursor that the list did not give.</summary>
    public const string InvalidCursor = "invalid_cursor";

    /// <summary>A page's limit outside of its range.</summary>
    public const string InvalidLimit = "invalid_limit";

    /// <summary>The task's state does not allow the command.</summary>
    public const string WrongState = "wrong_state";

    /// <summary>The caller may see the task and may not do this to it.</summary>
    public const string NotPermitted = "not_permitted";

    /// <summary>The space wants four eyes, and the caller is the submitter.</summary>
    public const string OwnTask = "own_task";

    /// <summary>The file is not ready, or never will be.</summary>
    public const string NotCompleted = "not_completed";

    /// <summary>The 24 hours are over.</summary>
    public const string Expired = "expired";

    /// <summary>The task is at another version than the caller's.</summary>
    public const string VersionMismatch = "version_mismatch";

    /// <summary>The idempotency key was used before, for another request.</summary>
    public const string IdempotencyKeyReused = "idempotency_key_reused";

    /// <summary>A container that the task's format does not have.</summary>
    public const string UnknownContainer = "unknown_container";

    /// <summary>A link of a length that links do not have.</summary>
    public const string InvalidMinutes = "invalid_minutes";

    /// <summary>A link that was not made here, was changed, or is for another task.</summary>
    public const string InvalidLink = "invalid_link";

    /// <summary>The link was good once; its minutes are over.</summary>
    public const string LinkExpired = "link_expired";

    /// <summary>The audit could not be written, so nothing was handed out.</summary>
    public const string AuditUnavailable = "audit_unavailable";

    /// <summary>The source of the space is out of reach, missing or unreadable.</summary>
    public const string SourceUnavailable = "source_unavailable";

    /// <summary>The source's keys are none: rows are without one, or one stands there twice.</summary>
    public const string SourceKeysInvalid = "source_keys_invalid";

    /// <summary>The source changed while the task was packed.</summary>
    public const string SourceChanged = "source_changed";

    /// <summary>The source holds a value or a type that cannot be written.</summary>
    public const string UnsupportedType = "unsupported_type";

    /// <summary>A value is too long for the format.</summary>
    public const string ValueTooLong = "value_too_long";

    /// <summary>The rows packed are not the rows counted.</summary>
    public const string RowsMismatch = "rows_mismatch";

    /// <summary>The artifact store has no room left.</summary>
    public const string StoreFull = "store_full";

    /// <summary>The artifact store is out of reach or failed.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>A stored part is not what was stored: damaged, cut short, or exchanged.</summary>
    public const string PartDamaged = "part_damaged";

    /// <summary>The key of the file's parts is gone, so nobody can read them any more.</summary>
    public const string FileKeyLost = "file_key_lost";

    /// <summary>A shard failed as often as is allowed.</summary>
    public const string AttemptsExhausted = "attempts_exhausted";

    /// <summary>The space has as many tasks in packaging as it may have at a time.</summary>
    public const string TooManyTasks = "too_many_tasks";

    /// <summary>The task's rows are more than the day has left for the space.</summary>
    public const string RowsPerDayExceeded = "rows_per_day_exceeded";

    /// <summary>The task's file was downloaded as often as it may be.</summary>
    public const string DownloadLimitReached = "download_limit_reached";

    /// <summary>The password of the user's protected zip was shown; nobody has it any more.</summary>
    public const string PasswordAlreadyShown = "password_already_shown";

    /// <summary>As many users have passwords for the file as may.</summary>
    public const string TooManyPasswords = "too_many_passwords";

    /// <summary>The user has no password for the protected zip.</summary>
    public const string PasswordMissing = "password_missing";

    /// <summary>The protected zip is still being prepared.</summary>
    public const string NotPrepared = "not_prepared";

    /// <summary>As many tasks of the whole cluster wait for packaging as may.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>What a space uses of its limits could not be found out.</summary>
    public const string LimitsUnavailable = "limits_unavailable";

    /// <summary>No silo's settings name such a webhook's endpoint for the space.</summary>
    public const string WebhookNotFound = "webhook_not_found";

    /// <summary>No such delivery to a webhook's endpoint.</summary>
    public const string DeliveryNotFound = "delivery_not_found";

    /// <summary>The delivery was not given up, so it is not delivered again.</summary>
    public const string DeliveryNotDead = "delivery_not_dead";

    /// <summary>No silo's settings name the delivery's endpoint any more.</summary>
    public const string WebhookRemoved = "webhook_removed";

    /// <summary>A fault that has no code of its own; its trace tells more.</summary>
    public const string Internal = "internal_error";
}
