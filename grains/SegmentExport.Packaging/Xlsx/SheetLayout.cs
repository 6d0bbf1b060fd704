namespace SegmentExport.Packaging.Xlsx;

/// <summary>How rows are laid out over sheets: each has a header, and no more rows than a sheet can hold.</summary>
/// <param name="RowsPerSheet">Rows of a sheet, without its header.</param>
internal readonly record struct SheetLayout(long RowsPerSheet)
{
    /// <summary>The most rows of a sheet, with its header ("Excel specifications and limits").</summary>
    public const int MaxRows = 1_048_576;

    /// <summary>The most columns of a sheet.</summary>
    public const int MaxColumns = 16_384;

    /// <summary>The most UTF-16 code units of a cell's text.</summary>
    public const int MaxTextLength = 32_767;

    /// <summary>The header's row number.</summary>
    public const int HeaderRow = 1;

    /// <summary>What spreadsheet programs hold.</summary>
    public static SheetLayout Default { get; } = new(MaxRows - HeaderRow);

    /// <summary>Where a row stands in its sheet.</summary>
    /// <param name="row">How many rows of the segment stand before it.</param>
    /// <returns>How many rows of its sheet stand before it, without the header.</returns>
    public long PlaceInSheet(long row) => row % RowsPerSheet;
}
