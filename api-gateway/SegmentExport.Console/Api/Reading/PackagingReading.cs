using System.Text.Json;
using SegmentExport.Client.Contracts;
using static SegmentExport.WebConsole.Api.Reading.JsonReading;

namespace SegmentExport.WebConsole.Api.Reading;

/// <summary>Reads how far packaging is.</summary>
internal static class PackagingReading
{
    public static PackagingInfo Packaging(ref Utf8JsonReader reader)
    {
        string? state = null;
        long? rowsDone = null, rowsTotal = null, rowsEstimated = null, bytes = null;
        int? shardsDone = null, shardsTotal = null;
        FailureInfo? failure = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "state": state = reader.GetString(); break;
                case "rowsDone": rowsDone = reader.GetInt64(); break;
                case "rowsTotal": rowsTotal = reader.IsThere() ? reader.GetInt64() : null; break;
                case "rowsEstimated": rowsEstimated = reader.IsThere() ? reader.GetInt64() : null; break;
                case "bytes": bytes = reader.GetInt64(); break;
                case "shardsDone": shardsDone = reader.GetInt32(); break;
                case "shardsTotal": shardsTotal = reader.IsThere() ? reader.GetInt32() : null; break;
                case "failure": failure = reader.IsThere() ? Failure(ref reader) : null; break;
                default: reader.Skip(); break;
            }
        }

        return new()
        {
            State = Required(state, "state"),
            RowsDone = Required(rowsDone, "rowsDone"),
            RowsTotal = rowsTotal,
            RowsEstimated = rowsEstimated,
            Bytes = Required(bytes, "bytes"),
            ShardsDone = Required(shardsDone, "shardsDone"),
            ShardsTotal = shardsTotal,
            Failure = failure,
        };
    }

    private static FailureInfo Failure(ref Utf8JsonReader reader)
    {
        string? code = null, message = null;
        reader.BeginObject();
        while (reader.NextMember(out var member))
        {
            switch (member)
            {
                case "code": code = reader.GetString(); break;
                case "message": message = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new(Required(code, "code"), Required(message, "message"));
    }
}
