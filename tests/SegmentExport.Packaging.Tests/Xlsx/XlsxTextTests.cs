using System.Text;
using CsCheck;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Xlsx;

public sealed class XlsxTextTests
{
    private static readonly string[] Pieces =
        ["_", "x", "_x", "_x00", "0041", "_x005F_", "\r", "\n", "\t", "\0", " ", "&", "<", ">", "]]>", "\uFFFE", "\uFFFF", "张", "😀", "\u0085", "\u2028", "\u007F"];

    [Theory]
    [InlineData("plain 张伟 😀", "<t>plain 张伟 😀</t>")]
    [InlineData("=1+1", "<t>=1+1</t>")]
    [InlineData("a & b < c > d \"e\" 'f'", "<t xml:space=\"preserve\">a &amp; b &lt; c &gt; d \"e\" 'f'</t>")]
    [InlineData("&", "<t>&amp;</t>")]
    [InlineData(" a", "<t xml:space=\"preserve\"> a</t>")]
    [InlineData("a ", "<t xml:space=\"preserve\">a </t>")]
    [InlineData("a b", "<t>a b</t>")]
    [InlineData("two\nlines", "<t xml:space=\"preserve\">two\nlines</t>")]
    [InlineData("two\r\nlines", "<t xml:space=\"preserve\">two_x000D_\nlines</t>")]
    [InlineData("a\0b\u001F\t", "<t xml:space=\"preserve\">a_x0000_b_x001F_\t</t>")]
    [InlineData("\uFFFE\uFFFF\uFFFD，", "<t>_xFFFE__xFFFF_\uFFFD，</t>")]
    [InlineData("user_id", "<t>user_id</t>")]
    [InlineData("_x0041_", "<t>_x005F_x0041_</t>")]
    [InlineData("_x00e9", "<t>_x005F_x00e9</t>")]
    [InlineData("_x005F\r", "<t xml:space=\"preserve\">_x005F_x005F_x000D_</t>")]
    [InlineData("_x00g1_ _x123", "<t xml:space=\"preserve\">_x00g1_ _x123</t>")]
    [InlineData("", "<t></t>")]
    public void Pack_Text_IsEscaped(string text, string element)
    {
        var workbook = Workbook.Pack(new SampleTable().AddText("a", text));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook.Bytes));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open(), Encoding.UTF8);

        Assert.Contains($"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>{element}</is></c></row>", sheet.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pack_AnyText_ReadsBack() => Gen.Select(Texts.Array[1, 20], Gen.Int[1, 5]).Sample((texts, batchRows) =>
    {
        var cells = SheetCells.Read(Workbook.Pack(new SampleTable().AddText("a", texts), batchRows: batchRows).Bytes)[0];
        Assert.Equal(texts.Select(text => $"s {text}"), cells.Skip(1).Select(row => row[0]));
    }, iter: 500);

    /// <summary>Texts of pieces that are hard for XML or for the escapes.</summary>
    private static Gen<string> Texts { get; } = Gen.OneOf(
        Gen.OneOf([.. Pieces.Select(piece => Gen.Const(piece))]),
        Gen.Char['\0', '\uD7FF'].Select(character => character.ToString())).Array[0, 12].Select(string.Concat);
}
