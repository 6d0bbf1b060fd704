using System.Diagnostics.CodeAnalysis;

namespace SegmentExport.Hosting.Webhooks;

/// <summary>A secret that messages are signed with (Standard Webhooks 1.0, signature scheme).</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int ShortestBytes = 24;
    private const int LongestBytes = 64;

    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? key)
    {
        Span<byte> bytes = stackalloc byte[LongestBytes + 3];
        key = text.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length) && length is >= ShortestBytes and <= LongestBytes
            ? bytes[..length].ToArray()
            : null;
        return key is not null;
    }
}
