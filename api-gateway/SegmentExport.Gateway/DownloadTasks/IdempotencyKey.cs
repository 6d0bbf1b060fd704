using System.Security.Cryptography;
using System.Text;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Gateway.DownloadTasks;

/// <summary>The <c>Idempotency-Key</c> header: who sends a command again sends the same key.</summary>
internal static class IdempotencyKey
{
    /// <summary>What the header takes.</summary>
    public const string Allowed = "Idempotency-Key takes 1 to 255 visible ASCII characters.";

    /// <summary>Its longest value, in characters.</summary>
    public const int MaxLength = 255;

    /// <summary>Reads the key; null where there is none.</summary>
    /// <returns>Whether the header is absent or well formed.</returns>
    public static bool TryRead(HttpRequest request, out string? key)
    {
        var header = request.Headers["Idempotency-Key"];
        key = header.Count == 1 ? header[0] : null;
        return header.Count == 0 || (key is { Length: > 0 and <= MaxLength } && key.All(character => character is > ' ' and <= '~'));
    }

    /// <summary>The command of a key.</summary>
    public static OperationId ToOperation(string key) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)));
}
