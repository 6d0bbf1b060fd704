using System.Collections.Immutable;
using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Formats;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Xlsx;

public sealed class XlsxLimitsTests
{
    [Theory]
    [InlineData("x", 32_767)]
    [InlineData("张", 32_767)]
    [InlineData("😀", 16_383)]
    public void Pack_LongestText_ReadsBack(string character, int count)
    {
        var text = string.Concat(Enumerable.Repeat(character, count));

        Assert.Equal($"s {text}", SheetCells.Read(Workbook.Pack(new SampleTable().AddText("a", text)).Bytes)[0][1][0]);
    }

    [Theory]
    [InlineData("x", 32_768)]
    [InlineData("张", 32_768)]
    [InlineData("😀", 16_384)]
    public void Pack_TextTooLongForACell_IsRefusedByTheFieldsName(string character, int count)
    {
        var table = new SampleTable { Format = ExportFormat.Xlsx }.AddText("ok", "x").AddText("biography", string.Concat(Enumerable.Repeat(character, count)));

        var fault = Assert.Throws<PackagingException>(() => table.Pack());

        Assert.Equal((ErrorCodes.ValueTooLong, false), (fault.Code, fault.IsTransient));
        Assert.Contains("'biography' has a text of 32768 characters", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(character + character, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pack_LongTextMaskedShort_IsWritten() => Assert.NotEmpty(
        Workbook.Pack(new SampleTable().Add("b", new StringArray.Builder().Append(new string('y', 40_000)).Build(), new MaskingRule { Kind = MaskingKind.Hash })).Bytes);

    [Theory]
    [InlineData(ExportFormat.Xlsx, 16_384, null)]
    [InlineData(ExportFormat.Xlsx, 16_385, ErrorCodes.TooManyFields)]
    [InlineData(ExportFormat.Csv, 16_385, null)]
    public void Check_MoreColumnsThanASheetHas_AreRefused(ExportFormat format, int count, string? code)
    {
        var column = new SampleTable().AddText("a", "x").Columns[0];
        var schema = new Schema(Enumerable.Repeat(new Field("a", StringType.Default, nullable: true), count), null);

        var errors = FormatChecks.Check(schema, ImmutableArray.CreateRange(Enumerable.Repeat(column, count)), format, FormatOptions.Default);

        Assert.Equal(code, errors.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Pack_MoreRowsThanARealSheetHolds_GoOnOnASecond()
    {
        const int Rows = 1_048_577;
        var table = new SampleTable { Format = ExportFormat.Xlsx }.Add("n", new Int32Array.Builder().AppendRange(Enumerable.Range(0, Rows)).Build());

        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(table.Download(shardRows: 400_000, batchRows: 2048)));

        Assert.Equal("<row r=\"1048576\"><c r=\"A1048576\"><v>1048574</v></c></row>", LastRow(zip, 1));
        Assert.Equal("<row r=\"3\"><c r=\"A3\"><v>1048576</v></c></row>", LastRow(zip, 2));
        Assert.Null(zip.GetEntry("xl/worksheets/sheet3.xml"));
    }

    private static string LastRow(System.IO.Compression.ZipArchive zip, int sheet)
    {
        using var xml = new StreamReader(zip.GetEntry($"xl/worksheets/sheet{sheet}.xml")!.Open());
        var text = xml.ReadToEnd();
        return text[text.LastIndexOf("<row ", StringComparison.Ordinal)..text.LastIndexOf("</sheetData>", StringComparison.Ordinal)];
    }
}
