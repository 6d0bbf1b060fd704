using System.Text;
using static SegmentExport.Cluster.Tests.Traces.OtlpFields;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>Reads the spans of an export request (<c>collector/trace/v1</c>, <c>trace/v1</c>; the numbers are those of its fields).</summary>
internal static class OtlpSpans
{
    /// <summary>The spans of a request's body.</summary>
    public static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        from resourceSpans in Each(Of(request), 1)
        let resource = Attributes(Each(resourceSpans, 1).SelectMany(fields => fields), number: 1)
        from scopeSpans in Each(resourceSpans, 2)
        from span in Each(scopeSpans, 2)
        select ReadSpan(span) with { Resource = resource };

    private static ReceivedSpan ReadSpan(List<Field> fields)
    {
        byte[] Bytes(int number) => fields.Find(field => field.Number == number).Bytes ?? [];
        TimeSpan Time(int number) => TimeSpan.FromMicroseconds(fields.Find(field => field.Number == number).Value / 1000.0);
        var status = Of(Bytes(15)).FirstOrDefault(field => field.Number == 3).Value;
        return new()
        {
            TraceId = Convert.ToHexStringLower(Bytes(1)),
            SpanId = Convert.ToHexStringLower(Bytes(2)),
            ParentId = Convert.ToHexStringLower(Bytes(4)),
            Name = Encoding.UTF8.GetString(Bytes(5)),
            Started = Time(7),
            Ended = Time(8),
            HasFailed = status == 2,
            Attributes = Attributes(fields, number: 9),
            Events = [.. Each(fields, 11).Select(happened => Attributes(happened, number: 3))],
            Links = [.. Each(fields, 13).Select(link => Convert.ToHexStringLower(link.First(field => field.Number == 1).Bytes))],
        };
    }
}
