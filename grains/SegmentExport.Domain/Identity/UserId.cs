using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>Somebody who signs in: the subject of a token. Not to be mixed up with the users whose profiles are exported.</summary>
/// <param name="Value">The subject: 1 to 200 characters, none of them a control character.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.UserId")]
[JsonConverter(typeof(StringIdJsonConverter<UserId>))]
public readonly record struct UserId([property: Id(0)] string Value) : IStringId<UserId>
{
    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId id)
    {
        var valid = text is { Length: > 0 and <= 200 } && !text.Any(char.IsControl);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
