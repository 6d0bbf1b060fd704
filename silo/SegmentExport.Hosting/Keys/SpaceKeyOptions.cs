using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Keys;

/// <summary>Keys of spaces that an operator hands in, from a secret store. A space that has none here gets a file of its own.</summary>
public sealed class SpaceKeyOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:SpaceKeys";

    /// <summary>How long a key is: 32 bytes, the block of HMAC-SHA-256's output.</summary>
    public const int KeyLength = 32;

    /// <summary>By space id: 32 bytes as base64. Default none.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from pair in Keys
        where !IsKey(pair.Value)
        select new ValidationResult($"The key of the space '{pair.Key}' is not {KeyLength} bytes as base64. Make one with: openssl rand -base64 {KeyLength}");

    internal static bool IsKey(string? text)
    {
        Span<byte> key = stackalloc byte[KeyLength + 1];
        return text is not null && Convert.TryFromBase64String(text, key, out var length) && length == KeyLength;
    }
}
