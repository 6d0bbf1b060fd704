using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>A field (字段) of a space.</summary>
/// <param name="Value">The identifier; see <see cref="IdText"/> for its shape.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.FieldId")]
[JsonConverter(typeof(StringIdJsonConverter<FieldId>))]
public readonly record struct FieldId([property: Id(0)] string Value) : IStringId<FieldId>
{
    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? text, out FieldId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
