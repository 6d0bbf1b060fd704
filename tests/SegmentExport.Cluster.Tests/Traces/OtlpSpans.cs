using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>Reads the spans of an export request (opentelemetry-proto 1.x: <c>collector/trace/v1</c>, <c>trace/v1</c>, <c>common/v1</c>; the numbers are those of its fields).</summary>
internal static class OtlpSpans
{
    /// <summary>The spans of a request's body.</summary>
    public static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        from resourceSpans in Fields(request).Where(field => field.Number == 1)
        let resource = Fields(resourceSpans.Bytes).ToList()
        let service = Attributes(resource.Where(field => field.Number == 1).SelectMany(field => Fields(field.Bytes)), number: 1).GetValueOrDefault("service.name", "")
        from scopeSpans in resource.Where(field => field.Number == 2)
        from span in Fields(scopeSpans.Bytes).Where(field => field.Number == 2)
        select ReadSpan(service, [.. Fields(span.Bytes)]);

    private static ReceivedSpan ReadSpan(string service, List<Field> fields)
    {
        byte[] Bytes(int number) => fields.Find(field => field.Number == number).Bytes ?? [];
        var status = Fields(Bytes(15)).FirstOrDefault(field => field.Number == 3).Value;
        return new(
            service,
            Convert.ToHexStringLower(Bytes(1)),
            Convert.ToHexStringLower(Bytes(2)),
            Convert.ToHexStringLower(Bytes(4)),
            System.Text.Encoding.UTF8.GetString(Bytes(5)),
            TimeSpan.FromMicroseconds((fields.Find(field => field.Number == 8).Value - fields.Find(field => field.Number == 7).Value) / 1000.0),
            status == 2,
            Attributes(fields, number: 9),
            [.. fields.Where(field => field.Number == 13).Select(link => Convert.ToHexStringLower(Fields(link.Bytes).First(field => field.Number == 1).Bytes))]);
    }

    private static ImmutableDictionary<string, string> Attributes(IEnumerable<Field> fields, int number)
    {
        var attributes = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var pair in fields.Where(field => field.Number == number).Select(field => Fields(field.Bytes).ToList()))
        {
            var value = Fields(pair.Find(field => field.Number == 2).Bytes ?? []).FirstOrDefault();
            attributes[System.Text.Encoding.UTF8.GetString(pair.Find(field => field.Number == 1).Bytes)] =
                value.Bytes is { } text ? System.Text.Encoding.UTF8.GetString(text) : value.Value.ToString(CultureInfo.InvariantCulture);
        }

        return attributes.ToImmutable();
    }

    private static IEnumerable<Field> Fields(byte[] message)
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

    private readonly record struct Field(int Number, ulong Value, byte[] Bytes);
}
