using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Keys;

/// <summary>The keys that wrap the keys of stored parts. A silo of a cluster needs at least one, the same on every silo; embedded one is made in the data folder.</summary>
public sealed class ArtifactKeyOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:ArtifactKeys";

    private const int MaxIdLength = 50;

    /// <summary>The first wraps; the others only unwrap what they wrapped before. Default none.</summary>
    public IList<KeyEncryptionKey> Keys { get; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, key) in Keys.Index())
        {
            if (!IsId(key.Id))
            {
                yield return new($"The id of the key {index} is not 1 to {MaxIdLength} letters, digits, '-', '_' or '.'. Name it after the day it came into use, for example.");
            }

            if (!SpaceKeyOptions.IsKey(key.Key))
            {
                yield return new($"The key {index} is not {SpaceKeyOptions.KeyLength} bytes as base64. Make one with: openssl rand -base64 {SpaceKeyOptions.KeyLength}");
            }
        }

        if (Keys.GroupBy(key => key.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            yield return new($"Two keys have the id '{twice.Key}'. Give each an id of its own.");
        }
    }

    private static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
