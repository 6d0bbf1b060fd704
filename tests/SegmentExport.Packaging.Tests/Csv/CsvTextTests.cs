using System.Text;
using Apache.Arrow;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Csv;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(" spaces stay ", " spaces stay ")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\0b", "a\0b")]
    [InlineData("😀, 张伟", "\"😀, 张伟\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"")]
    public void Pack_Text_IsWrittenByRfc4180(string text, string cell)
    {
        var file = new SampleTable().AddText("a", text).AddText("b", "end").Download("plain");

        Assert.Equal($"a,b\r\n{cell},end\r\n", Encoding.UTF8.GetString(file));
    }

    [Fact]
    public void Pack_Options_AreHonoured()
    {
        var options = new FormatOptions { Delimiter = ';', ByteOrderMark = true, DisplayNames = true, LineFeedOnly = true, NullText = "NULL", NeutralizeFormulas = false };

        var file = new SampleTable { Options = options }.AddText("a", "x;y", null, "NULL", "=1", "", "a,b").AddText("b", "1", "2", "3", "4", "5", "6").Download("plain");

        Assert.Equal("\uFEFF列 a;列 b\n\"x;y\";1\nNULL;2\n\"NULL\";3\n=1;4\n;5\na,b;6\n", Encoding.UTF8.GetString(file));
    }

    [Fact]
    public void Pack_NumberLooksLikeTheNullText_IsQuoted()
    {
        var file = new SampleTable { Options = new() { NullText = "0" } }.Add("n", new Int32Array.Builder().Append(0).AppendNull().Append(10).Build()).Download("plain");

        Assert.Equal("n\r\n\"0\"\r\n0\r\n10\r\n", Encoding.UTF8.GetString(file));
    }

    [Fact]
    public void Pack_Formulas_AreCounted()
    {
        var (artifact, _) = new SampleTable().AddText("a", "=1", "x", "@y", null).Add("n", new Int32Array.Builder().AppendRange([-1, -2, -3, -4]).Build()).Pack(shardRows: 3);

        Assert.Equal([2L, 0L], artifact.Parts.Select(part => part.NeutralizedCells));
    }

    [Fact]
    public void Pack_HeaderNamesWithDelimiters_AreQuoted()
    {
        var file = new SampleTable { Options = new() { Delimiter = '\t' } }.AddText("a\tb", "1").Download("plain");

        Assert.Equal("\"a\tb\"\r\n1\r\n", Encoding.UTF8.GetString(file));
    }
}
