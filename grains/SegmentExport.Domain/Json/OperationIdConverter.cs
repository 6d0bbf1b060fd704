using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Json;

/// <summary>An operation's id as a plain string.</summary>
internal sealed class OperationIdConverter : JsonConverter<OperationId>
{
    public override OperationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("An operation id is a text."));

    public override void Write(Utf8JsonWriter writer, OperationId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
