using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Domain.Tasks.Submitting;

/// <summary>
/// The digest by which two requests with one idempotency key are compared: SHA-256 of what was understood, in one fixed JSON form. It takes ids and names,
/// not what the catalog makes of them, so that a request sent again after a change of the catalog is still the same.
/// </summary>
internal static class RequestDigest
{
    public static string Compute(
        SegmentId segment,
        string reason,
        ImmutableArray<ExportColumn> columns,
        ImmutableArray<ExportFilter> filters,
        ExportFormat format,
        FormatOptions options,
        TaskOrigin origin)
    {
        var understood = new Understood(
            segment,
            reason,
            [.. columns.Select(column => new Choice(column.Field, column.Masking?.Kind))],
            [.. filters.Select(filter => new Condition(filter.Field, filter.Operator, filter.Value))],
            format,
            options,
            origin);
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(understood, StateJson.Options)));
    }

    private sealed record Understood(
        SegmentId Segment,
        string Reason,
        ImmutableArray<Choice> Fields,
        ImmutableArray<Condition> Filters,
        ExportFormat Format,
        FormatOptions Options,
        TaskOrigin Origin);

    private sealed record Choice(FieldId Field, MaskingKind? Masking);

    private sealed record Condition(FieldId Field, FilterOperator Operator, string? Value);
}
