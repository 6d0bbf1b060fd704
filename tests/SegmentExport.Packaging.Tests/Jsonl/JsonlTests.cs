using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Jsonl;

public sealed class JsonlTests
{
    [Fact]
    public void Pack_Text_IsEscaped()
    {
        var file = Jsonl().AddText("a\"b", "x", null, "", "quote \" backslash \\ line\r\n tab\t nul\0 del\u007f 😀 张伟 \u2028", "=1+1").Download("plain");

        Assert.Equal(
            "{\"a\\\"b\":\"x\"}\n{\"a\\\"b\":null}\n{\"a\\\"b\":\"\"}\n{\"a\\\"b\":\"quote \\\" backslash \\\\ line\\r\\n tab\\t nul\\u0000 del\u007f 😀 张伟 \u2028\"}\n{\"a\\\"b\":\"=1+1\"}\n",
            Encoding.UTF8.GetString(file));
    }

    [Fact]
    public void Pack_Values_KeepTheirTypes()
    {
        var table = Jsonl()
            .Add("flag", new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build())
            .Add("count", new Int64Array.Builder().Append(long.MaxValue).AppendNull().Append(-1).Build())
            .Add("money", new Decimal128Array.Builder(new Decimal128Type(18, 2)).Append(0.50m).AppendNull().Append(-3m).Build())
            .Add("score", new DoubleArray.Builder().Append(1).Append(double.NaN).Append(double.NegativeInfinity).Build())
            .Add("day", new Date32Array.Builder().Append(new DateTime(2024, 5, 31)).AppendNull().Append(new DateTime(1, 1, 1)).Build())
            .Add("at", new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, "UTC")).Append(DateTimeOffset.UnixEpoch.AddMilliseconds(1500)).AppendNull().Append(DateTimeOffset.UnixEpoch).Build());

        Assert.Equal(
            """
            {"flag":true,"count":9223372036854775807,"money":0.50,"score":1.0,"day":"2024-05-31","at":"1970-01-01T00:00:01.5Z"}
            {"flag":null,"count":null,"money":null,"score":"NaN","day":null,"at":null}
            {"flag":false,"count":-1,"money":-3.00,"score":"-Infinity","day":"0001-01-01","at":"1970-01-01T00:00:00Z"}

            """,
            Encoding.UTF8.GetString(table.Download("plain")));
    }

    private static SampleTable Jsonl() => new() { Format = ExportFormat.Jsonl };
}
