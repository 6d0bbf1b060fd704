using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Orleans;

namespace SegmentExport.Domain.Identity;

/// <summary>A space (空间): a tenant. Nothing crosses it.</summary>
/// <param name="Value">The identifier; see <see cref="IdText"/> for its shape.</param>
[GenerateSerializer, Immutable, Alias("SegmentExport.SpaceId")]
[JsonConverter(typeof(StringIdJsonConverter<SpaceId>))]
public readonly record struct SpaceId([property: Id(0)] string Value) : IStringId<SpaceId>
{
    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? text, out SpaceId id)
    {
        var valid = IdText.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
