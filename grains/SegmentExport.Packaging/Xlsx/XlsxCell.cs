using Apache.Arrow;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Writes the cells of one column. Cells bear no reference: they stand in a row in order, an empty one where there is no value.</summary>
internal abstract class XlsxCell : IDisposable
{
    /// <summary>The field, for messages.</summary>
    public string Field { get; set; } = "";

    /// <summary>How wide a column must be for its usual values, in digits of the default font.</summary>
    public abstract int Width { get; }

    /// <summary>A cell without a value.</summary>
    protected static ReadOnlySpan<byte> Empty => "<c/>"u8;

    /// <summary>Turns to a batch.</summary>
    public abstract void Bind(ArrayData data);

    /// <summary>Writes a row's cell.</summary>
    public abstract void Write(int row, PlainBuffer output);

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>How the cell of a number begins; <see cref="ValueEnd"/> ends it.</summary>
    protected static byte[] ValueStart(CellStyle style) =>
        System.Text.Encoding.ASCII.GetBytes(style == CellStyle.General ? "<c><v>" : $"<c s=\"{(int)style}\"><v>");

    /// <summary>How the cell of a number ends.</summary>
    protected static ReadOnlySpan<byte> ValueEnd => "</v></c>"u8;

    /// <summary>Writes a moment as a cell.</summary>
    protected static void WriteMoment(ReadOnlySpan<byte> start, long serial, long microseconds, PlainBuffer output)
    {
        var room = output.Reserve(start.Length + SerialNumber.MaxLength + ValueEnd.Length);
        start.CopyTo(room);
        var written = start.Length + SerialNumber.Write(serial, microseconds, room[start.Length..]);
        ValueEnd.CopyTo(room[written..]);
        output.Advance(written + ValueEnd.Length);
    }
}
