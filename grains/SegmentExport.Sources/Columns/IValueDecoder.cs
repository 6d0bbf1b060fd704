namespace SegmentExport.Sources.Columns;

/// <summary>Reads the values of one type as a server sends them in its binary format.</summary>
/// <typeparam name="T">How Arrow stores a value.</typeparam>
internal interface IValueDecoder<out T>
    where T : unmanaged
{
    /// <summary>Reads a value.</summary>
    T Decode(ReadOnlySpan<byte> value);
}
