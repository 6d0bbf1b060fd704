using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Apache.Arrow;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Writes the cells of one column (ECMA-376 Part 1, section 18.3.1.4); a missing value has none.</summary>
internal abstract class XlsxCell : IDisposable
{
    /// <summary>How many bytes <see cref="Begin"/> may touch.</summary>
    protected const int BeginRoom = 16 + RowNumber.Room;

    private Vector128<byte> _begin;
    private int _beginLength;
    private RowNumber _row = null!;

    /// <summary>How wide a column must be for its usual values, in digits of the default font.</summary>
    public abstract int Width { get; }

    /// <summary>The field, for messages.</summary>
    protected string Field { get; private set; } = "";

    /// <summary>How the cell of a number ends.</summary>
    protected static ReadOnlySpan<byte> ValueEnd => "</v></c>"u8;

    /// <summary>Says where the column stands; before anything is written.</summary>
    /// <param name="field">Its field.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="row">The row at hand.</param>
    public void Place(string field, int number, RowNumber row)
    {
        var begin = Encoding.ASCII.GetBytes($"<c r=\"{ColumnLetters.Of(number)}");
        _begin = MemoryMarshal.Read<Vector128<byte>>([.. begin, .. new byte[16]]);
        (Field, _beginLength, _row) = (field, begin.Length, row);
    }

    /// <summary>Turns to a batch.</summary>
    public abstract void Bind(ArrayData data);

    /// <summary>Writes a row's cell.</summary>
    public abstract void Write(int row, PlainBuffer output);

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>How the cell of a number goes on behind its reference; <see cref="ValueEnd"/> ends it.</summary>
    protected static byte[] ValueStart(CellStyle style) =>
        Encoding.ASCII.GetBytes(style == CellStyle.General ? "\"><v>" : $"\" s=\"{(int)style}\"><v>");

    /// <summary>Writes how every cell begins, up to its reference's last digit; returns how many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int Begin(Span<byte> destination)
    {
        MemoryMarshal.Write(destination, in _begin);
        return _beginLength + _row.Write(destination[_beginLength..]);
    }

    /// <summary>Writes a text as a cell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="search">Whether to look for bytes to escape; false where it is known that there are none.</param>
    /// <param name="output">Takes the cell.</param>
    protected void WriteText(ReadOnlySpan<byte> text, bool search, PlainBuffer output)
    {
        output.Advance(Begin(output.Reserve(BeginRoom)));
        XlsxText.Write(text, search, output);
    }

    /// <summary>Writes a moment as a cell.</summary>
    protected void WriteMoment(ReadOnlySpan<byte> start, long serial, long microseconds, PlainBuffer output)
    {
        output.Advance(Begin(output.Reserve(BeginRoom)));
        output.Write(start);
        output.Advance(SerialNumber.Write(serial, microseconds, output.Reserve(SerialNumber.MaxLength)));
        output.Write(ValueEnd);
    }
}
