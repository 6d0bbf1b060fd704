using System.Text.Json.Serialization;

namespace SegmentExport.WebConsole.Api;

/// <summary>An error of the API (RFC 9457), or that it was not reached.</summary>
public sealed record ApiProblem
{
    /// <summary>The HTTP status; 0: nobody answered.</summary>
    [JsonPropertyName("status")]
    public int Status { get; init; }

    /// <summary>The stable code.</summary>
    [JsonPropertyName("code")]
    public string Code { get; init; } = "";

    /// <summary>The API's own words.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }

    /// <summary>The trace by which an operator finds the request.</summary>
    [JsonPropertyName("traceId")]
    public string? TraceId { get; init; }

    /// <summary>The parts of the request that are meant.</summary>
    [JsonPropertyName("errors")]
    public IReadOnlyList<ApiFieldError> Errors { get; init; } = [];

    /// <summary>Whether nobody answered.</summary>
    [JsonIgnore]
    public bool IsOffline => Status == 0;

    /// <summary>Whether the caller has to sign in anew. It does not help where the issuer makes tokens that live too long.</summary>
    [JsonIgnore]
    public bool IsSignedOut => Status == 401 && Code != "token_too_long_lived";

    /// <summary>Whether there is no such thing, or the caller may not see it.</summary>
    [JsonIgnore]
    public bool IsNotFound => Status == 404;

    /// <summary>Nobody answered.</summary>
    public static ApiProblem Offline { get; } = new() { Code = "offline" };
}
