using System.Buffers.Binary;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>The number of the row at hand in its sheet, in digits that can be copied at once.</summary>
internal sealed class RowNumber
{
    /// <summary>How many bytes <see cref="Write"/> may touch.</summary>
    public const int Room = 8;

    private ulong _digits;
    private int _length;

    /// <summary>Turns to a row.</summary>
    /// <param name="number">From 1 to 9,999,999.</param>
    public void Set(long number)
    {
        Span<byte> digits = stackalloc byte[Room];
        _ = number.TryFormat(digits, out _length);
        _digits = BinaryPrimitives.ReadUInt64LittleEndian(digits);
    }

    /// <summary>Writes the digits; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, _digits);
        return _length;
    }
}
