namespace SegmentExport.WebConsole.Localization;

/// <summary>Errors that people seldom meet. Made once one of them is met.</summary>
internal sealed record FurtherProblemTexts
{
    public required string Outdated { get; init; }
    public required string TokenTooLongLived { get; init; }
    public required string TlsRequired { get; init; }
    public required string UnknownHost { get; init; }
    public required string BodyTooLarge { get; init; }
    public required string DuplicateField { get; init; }
    public required string TooManyFilters { get; init; }
    public required string UnknownFormat { get; init; }
    public required string UnknownContainer { get; init; }
    public required string LinkInvalid { get; init; }
    public required string PasswordShown { get; init; }
    public required string PasswordMissing { get; init; }
    public required string NotPrepared { get; init; }
    public required string SourceKeysInvalid { get; init; }
    public required string UnsupportedType { get; init; }
    public required string ValueTooLong { get; init; }
    public required string RowsMismatch { get; init; }
    public required string StoreFull { get; init; }
    public required string PartDamaged { get; init; }
    public required string AttemptsExhausted { get; init; }
    public required string WebhookRemoved { get; init; }
    public required string DeliveryNotFound { get; init; }
    public required string DeliveryNotDead { get; init; }

    /// <summary>The words for a stable code; null: there are none.</summary>
    public string? OfCode(string code) => code switch
    {
        "token_too_long_lived" => TokenTooLongLived,
        "tls_required" => TlsRequired,
        "unknown_host" => UnknownHost,
        "body_too_large" => BodyTooLarge,
        "duplicate_field" => DuplicateField,
        "too_many_filters" => TooManyFilters,
        "unknown_format" => UnknownFormat,
        "unknown_container" => UnknownContainer,
        "invalid_link" or "link_expired" => LinkInvalid,
        "password_already_shown" => PasswordShown,
        "password_missing" => PasswordMissing,
        "not_prepared" => NotPrepared,
        "source_keys_invalid" => SourceKeysInvalid,
        "unsupported_type" => UnsupportedType,
        "value_too_long" => ValueTooLong,
        "rows_mismatch" => RowsMismatch,
        "store_full" => StoreFull,
        "part_damaged" => PartDamaged,
        "attempts_exhausted" => AttemptsExhausted,
        "webhook_not_found" or "webhook_removed" => WebhookRemoved,
        "delivery_not_found" => DeliveryNotFound,
        "delivery_not_dead" => DeliveryNotDead,

        // What the console of this very version never sends, or cannot read.
        "bad_request" or "idempotency_key_reused" or "invalid_body" or "invalid_cursor" or "invalid_header" or "invalid_limit" or "invalid_minutes" or "invalid_parameter" or "invalid_range"
            or "method_not_allowed" or "path_not_found" or "too_many_ranges" or "unknown_origin" or "unknown_status" or "unreadable_answer" or "unsupported_media_type" => Outdated,
        _ => null,
    };
}
