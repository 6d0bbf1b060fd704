using System.Text.Json.Serialization;

namespace SegmentExport.Client.Errors;

/// <summary>An error answer of the API (RFC 9457).</summary>
internal sealed record ApiProblem
{
    /// <summary>The stable code.</summary>
    public string? Code { get; init; }

    /// <summary>The API's own words.</summary>
    public string? Detail { get; init; }

    /// <summary>The trace by which an operator finds the request.</summary>
    public string? TraceId { get; init; }

    /// <summary>Seconds after which to come again.</summary>
    [JsonPropertyName("retryAfter")]
    public double? RetryAfterSeconds { get; init; }

    /// <summary>The task's status, where that was in the way.</summary>
    public string? TaskStatus { get; init; }

    /// <summary>What the caller can do instead.</summary>
    public IReadOnlyList<string>? AllowedActions { get; init; }

    /// <summary>The parts of the request that are meant.</summary>
    public IReadOnlyList<ApiFieldError>? Errors { get; init; }
}
