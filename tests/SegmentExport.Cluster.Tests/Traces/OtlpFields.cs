using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>The fields of a message of OTLP (opentelemetry-proto 1.x), by their numbers.</summary>
internal static class OtlpFields
{
    /// <summary>All of them, in their order.</summary>
    public static IEnumerable<Field> Of(byte[] message)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            yield return WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.LengthDelimited => new(number, 0, input.ReadBytes().ToByteArray()),
                WireFormat.WireType.Varint => new(number, input.ReadUInt64(), null!),
                WireFormat.WireType.Fixed64 => new(number, input.ReadFixed64(), null!),
                WireFormat.WireType.Fixed32 => new(number, input.ReadFixed32(), null!),
                var other => throw new InvalidDataException($"A field of the type {other}."),
            };
        }
    }

    /// <summary>The messages in a repeated field, each as its fields.</summary>
    public static IEnumerable<List<Field>> Each(IEnumerable<Field> fields, int number) => fields.Where(field => field.Number == number).Select(field => Of(field.Bytes).ToList());

    /// <summary>The attributes in a repeated field (<c>common/v1</c>), as text.</summary>
    public static ImmutableDictionary<string, string> Attributes(IEnumerable<Field> fields, int number)
    {
        var attributes = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var pair in Each(fields, number))
        {
            attributes[Encoding.UTF8.GetString(pair.Find(field => field.Number == 1).Bytes)] = Value(pair.Find(field => field.Number == 2).Bytes);
        }

        return attributes.ToImmutable();
    }

    /// <summary>A value of whatever type, as text.</summary>
    public static string Value(byte[]? message)
    {
        var value = Of(message ?? []).FirstOrDefault();
        return value.Bytes is { } text ? Encoding.UTF8.GetString(text) : value.Value.ToString(CultureInfo.InvariantCulture);
    }

    internal readonly record struct Field(int Number, ulong Value, byte[] Bytes);
}
