namespace SegmentExport.Packaging.Columns;

/// <summary>Writes a value of fixed width as text. A structure, so that each column's writer is compiled for it.</summary>
/// <typeparam name="T">How Arrow stores the value.</typeparam>
internal interface IValueFormat<T>
    where T : unmanaged
{
    /// <summary>The most bytes that a value needs.</summary>
    int MaxLength { get; }

    /// <summary>Writes a value; returns how many bytes. The destination has <see cref="MaxLength"/>.</summary>
    int Write(T value, Span<byte> destination);
}
