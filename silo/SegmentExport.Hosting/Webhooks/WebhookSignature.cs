using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>The signatures of a message (Standard Webhooks 1.0): HMAC-SHA-256 over <c>{id}.{timestamp}.{body}</c>.</summary>
internal static class WebhookSignature
{
    /// <summary>Signs.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">The attempt's time, in seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    /// <param name="secrets">Each signs; the receiver takes whichever it knows.</param>
    /// <returns>The header's value.</returns>
    public static string Of(string id, long timestamp, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        var signed = (byte[])[.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}
