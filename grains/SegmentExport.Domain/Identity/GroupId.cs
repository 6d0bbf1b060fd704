using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>A group, or a role, that the issuer of tokens says somebody belongs to.</summary>
/// <param name="Value">Its name as tokens have it: 1 to 200 characters, none of them a control character. Compared to the letter.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.GroupId")]
[JsonConverter(typeof(StringIdJsonConverter<GroupId>))]
public readonly record struct GroupId([property: Id(0)] string Value) : IStringId<GroupId>
{
    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? text, out GroupId id)
    {
        var valid = text is { Length: > 0 and <= 200 } && !text.Any(char.IsControl);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
