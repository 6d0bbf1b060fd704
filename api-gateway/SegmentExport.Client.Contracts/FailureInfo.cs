namespace SegmentExport.Client.Contracts;

/// <summary>Why packaging failed.</summary>
/// <param name="Code">The stable code: <c>source_unavailable, source_changed, source_keys_invalid, unsupported_type, value_too_long, rows_mismatch, rows_per_day_exceeded, store_full, store_unavailable, file_key_lost, attempts_exhausted</c> or <c>internal_error</c>.</param>
/// <param name="Message">For people.</param>
public sealed record FailureInfo(string Code, string Message);
