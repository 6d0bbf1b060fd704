using System.Globalization;
using System.Text;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>The sheets of an artifact's rows: each begins with the first part's first section, and goes on with the sections of its rows.</summary>
internal sealed class DataSheets
{
    private readonly ArtifactDescription _artifact;
    private readonly SheetLayout _layout;
    private readonly List<WorkbookSheet> _sheets = [];
    private readonly List<(PackedShard Part, long Start, PartSection Section)> _open = [];

    private long _rows;

    private DataSheets(ArtifactDescription artifact, SheetLayout layout) => (_artifact, _layout) = (artifact, layout);

    /// <summary>Lays the parts out over sheets; an artifact without rows has one sheet, with its header.</summary>
    /// <exception cref="InvalidDataException">The parts were not packed for this layout.</exception>
    public static IReadOnlyList<WorkbookSheet> Lay(ArtifactDescription artifact, SheetLayout layout)
    {
        var sheets = new DataSheets(artifact, layout);
        foreach (var part in artifact.Parts)
        {
            var start = 0L;
            foreach (var section in part.Sections)
            {
                sheets.Add(part, start, section);
                start += section.StoredBytes;
            }
        }

        if (sheets._open.Count > 0 || sheets._sheets.Count == 0)
        {
            sheets.Close();
        }

        return sheets._sheets;
    }

    private void Add(PackedShard part, long start, PartSection section)
    {
        if (section.Rows == 0)
        {
            return;
        }

        _open.Add((part, start, section));
        _rows += section.Rows;
        if (_rows > _layout.RowsPerSheet)
        {
            throw new InvalidDataException($"Part {part.Index} goes on beyond the end of a sheet: it is not what was packed.");
        }

        if (_rows == _layout.RowsPerSheet)
        {
            Close();
        }
    }

    private void Close()
    {
        var head = _artifact.Parts[0];
        var sheet = new DeflateEntry().Add(Encoding.ASCII.GetBytes(Opening())).Add(head, 0, head.Sections[0]);
        foreach (var (part, start, section) in _open)
        {
            sheet.Add(part, start, section);
        }

        var number = _sheets.Count + 1;
        _sheets.Add(new(number == 1 ? "Data" : $"Data {number}", sheet.Add(Encoding.ASCII.GetBytes(Ending)).End()));
        _open.Clear();
        _rows = 0;
    }

    // The first row stays in sight, and the first sheet is the one that is shown.
    private string Opening() =>
        XlsxPackage.Declaration + "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        + $"<dimension ref=\"{Extent(_rows)}\"/><sheetViews><sheetView{(_sheets.Count == 0 ? " tabSelected=\"1\"" : "")} workbookViewId=\"0\">"
        + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>";

    // Digits that are text, such as phone numbers, are meant to be: no warning at every such cell.
    private string Ending => $"</sheetData><ignoredErrors><ignoredError sqref=\"{Extent(_layout.RowsPerSheet)}\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>";

    private string Extent(long rows) => string.Create(CultureInfo.InvariantCulture, $"A1:{ColumnLetters.Of(_artifact.Columns.Length)}{rows + SheetLayout.HeaderRow}");
}
