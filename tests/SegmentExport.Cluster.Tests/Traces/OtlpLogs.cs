using static SegmentExport.Cluster.Tests.Traces.OtlpFields;

namespace SegmentExport.Cluster.Tests.Traces;

/// <summary>Reads the log records of an export request (<c>collector/logs/v1</c>, <c>logs/v1</c>; the numbers are those of its fields).</summary>
internal static class OtlpLogs
{
    /// <summary>The records of a request's body.</summary>
    public static IEnumerable<ReceivedLog> Read(byte[] request) =>
        from resourceLogs in Each(Of(request), 1)
        from scopeLogs in Each(resourceLogs, 2)
        from record in Each(scopeLogs, 2)
        select new ReceivedLog(Value(Bytes(record, 5)), Attributes(record, number: 6), Convert.ToHexStringLower(Bytes(record, 9)), Convert.ToHexStringLower(Bytes(record, 10)));

    private static byte[] Bytes(List<Field> fields, int number) => fields.Find(field => field.Number == number).Bytes ?? [];
}
