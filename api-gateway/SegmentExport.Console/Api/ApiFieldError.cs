using System.Text.Json.Serialization;

namespace SegmentExport.WebConsole.Api;

/// <summary>What is wrong with one part of a request.</summary>
public sealed record ApiFieldError
{
    /// <summary>Which part, as in <c>fields[2].masking</c>.</summary>
    [JsonPropertyName("path")]
    public string Path { get; init; } = "";

    /// <summary>The stable code.</summary>
    [JsonPropertyName("code")]
    public string Code { get; init; } = "";

    /// <summary>The API's own words.</summary>
    [JsonPropertyName("message")]
    public string Message { get; init; } = "";
}
