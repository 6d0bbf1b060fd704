using System.Buffers.Text;
using System.Text.Json;

namespace SegmentExport.Cli.Sessions;

/// <summary>When a token ends, as it says itself.</summary>
internal static class TokenEnd
{
    /// <summary>The claim <c>exp</c> of a JSON web token (RFC 7519, section 4.1.4), which is not checked: it is only planned by.</summary>
    /// <returns>Null: it is no such token, or does not say.</returns>
    public static DateTimeOffset? Of(string token)
    {
        if (token.Split('.') is not [_, var claims, _])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("exp", out var end) && end.ValueKind == JsonValueKind.Number && end.TryGetDouble(out var seconds)
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
