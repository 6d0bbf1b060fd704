using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentExport.Domain.Json;

/// <summary>Makes the converter of each type of array.</summary>
internal sealed class ImmutableArrayConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => EmptyArrays.IsImmutableArray(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ImmutableArrayConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
}
