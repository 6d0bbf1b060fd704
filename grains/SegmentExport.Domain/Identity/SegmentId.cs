using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>A segment (群组) of a space.</summary>
/// <param name="Value">The identifier; see <see cref="IdText"/> for its shape.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SegmentId")]
[JsonConverter(typeof(StringIdJsonConverter<SegmentId>))]
public readonly record struct SegmentId([property: Id(0)] string Value) : IStringId<SegmentId>
{
    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? text, out SegmentId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
