using System.Runtime.InteropServices;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse.Decoding;

/// <summary>Values that come as Arrow stores them: little-endian.</summary>
internal readonly struct Plain<T> : IValueDecoder<T>
    where T : unmanaged
{
    /// <inheritdoc />
    public T Decode(ReadOnlySpan<byte> value) => MemoryMarshal.Read<T>(value);
}
