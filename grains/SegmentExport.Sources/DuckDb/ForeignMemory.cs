using System.Buffers;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Memory of another owner, seen through the types of .NET; turned from one stretch to the next without a new object.</summary>
internal sealed unsafe class ForeignMemory : MemoryManager<byte>
{
    private byte* _start;
    private int _length;

    /// <summary>Turns to a stretch, which must outlive its use.</summary>
    public ReadOnlyMemory<byte> At(byte* start, long length)
    {
        _start = start;
        _length = start == null ? 0 : checked((int)length);
        return Memory;
    }

    /// <inheritdoc />
    public override Span<byte> GetSpan() => new(_start, _length);

    /// <inheritdoc />
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    /// <inheritdoc />
    public override void Unpin()
    {
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
    }
}
