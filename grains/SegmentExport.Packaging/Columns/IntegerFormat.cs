using System.Numerics;

namespace SegmentExport.Packaging.Columns;

/// <summary>A whole number in decimal digits.</summary>
/// <typeparam name="T">Its type.</typeparam>
internal readonly struct IntegerFormat<T> : IValueFormat<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc />
    public int MaxLength => 20;

    /// <inheritdoc />
    public int Write(T value, Span<byte> destination)
    {
        _ = value.TryFormat(destination, out var written, default, null);
        return written;
    }
}
