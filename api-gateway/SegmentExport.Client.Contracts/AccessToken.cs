using System.Text.Json.Serialization;

namespace SegmentExport.Client.Contracts;

/// <summary>A token to be sent as <c>Authorization: Bearer …</c>.</summary>
public sealed record AccessToken
{
    /// <summary>The token.</summary>
    [JsonPropertyName("accessToken")]
    public required string Value { get; init; }

    /// <summary>Always <c>Bearer</c>.</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>How long it is good for, in seconds.</summary>
    public required int ExpiresIn { get; init; }
}
