using System.Globalization;
using System.Security;
using System.Text;
using System.Xml;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>The files of a workbook (ECMA-376 Part 2; Part 1, section 12.3), as entries of its zip.</summary>
internal static class XlsxPackage
{
    /// <summary>How each file begins.</summary>
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>The entries, in order.</summary>
    /// <param name="sheets">The sheets, at least one; the first is the one that is shown.</param>
    /// <param name="title">What the document is called.</param>
    /// <param name="createdAt">When it was asked for.</param>
    public static IEnumerable<ZipEntry> Lay(IReadOnlyList<WorkbookSheet> sheets, string title, DateTimeOffset createdAt) =>
    [
        Literal("[Content_Types].xml", ContentTypeList(sheets.Count)),
        Literal("_rels/.rels", RelationshipList(
            (1, $"{Relationships}/officeDocument", "xl/workbook.xml"),
            (2, "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"))),
        Literal("docProps/core.xml", CoreProperties(title, createdAt)),
        Literal("xl/workbook.xml", Workbook(sheets)),
        Literal("xl/_rels/workbook.xml.rels", RelationshipList(
            [.. sheets.Select((_, i) => (i + 1, $"{Relationships}/worksheet", $"worksheets/sheet{i + 1}.xml")), (sheets.Count + 1, $"{Relationships}/styles", "styles.xml")])),
        Literal("xl/styles.xml", XlsxStyles.Write()),
        .. sheets.Select((sheet, i) => ZipEntry.Of($"xl/worksheets/sheet{i + 1}.xml", sheet.Xml)),
    ];

    private static ZipEntry Literal(string name, string xml) => ZipEntry.Literal(name, Encoding.UTF8.GetBytes(xml));

    private static string ContentTypeList(int sheets) =>
        $"{Declaration}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
        + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{ContentTypes}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{ContentTypes}.styles+xml\"/>"
        + string.Concat(Enumerable.Range(1, sheets).Select(number => $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{ContentTypes}.worksheet+xml\"/>"))
        + "</Types>";

    private static string RelationshipList(params IEnumerable<(int Id, string Type, string Target)> relationships) =>
        $"{Declaration}<Relationships xmlns=\"{PackageRelationships}\">"
        + string.Concat(relationships.Select(one => $"<Relationship Id=\"rId{one.Id}\" Type=\"{one.Type}\" Target=\"{one.Target}\"/>"))
        + "</Relationships>";

    private static string CoreProperties(string title, DateTimeOffset createdAt) =>
        $"{Declaration}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        + " xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        + $"<dc:title>{SecurityElement.Escape(OfXml(title))}</dc:title><dc:creator>SegmentExport</dc:creator>"
        + $"<dcterms:created xsi:type=\"dcterms:W3CDTF\">{createdAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}</dcterms:created></cp:coreProperties>";

    /// <summary>The text without what XML cannot hold; only texts of type ST_Xstring have escapes for it.</summary>
    private static string OfXml(string text) => string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));

    private static string Workbook(IReadOnlyList<WorkbookSheet> sheets) =>
        $"{Declaration}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{Relationships}\">"
        + "<bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>"
        + string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))
        + "</sheets></workbook>";
}
