using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentExport.Packaging.Parquet;

/// <summary>
/// Bytes that grow to some MiB and are let go of at once. They stand outside of the managed heap: a pool of arrays would keep one of every size that they grew through.
/// </summary>
internal sealed unsafe class NativeBuffer : MemoryManager<byte>
{
    private const int FirstCapacity = 64 * 1024;

    private byte* _bytes;
    private int _capacity;

    /// <summary>How many bytes stand in it.</summary>
    public int Length { get; private set; }

    /// <summary>Room for at least so many bytes behind what stands in it.</summary>
    /// <exception cref="OverflowException">There would be more than 2 GiB.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count)
    {
        if (_capacity - Length < count)
        {
            Grow(count);
        }

        return new(_bytes + Length, _capacity - Length);
    }

    /// <summary>Keeps so many of the reserved bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => Length += count;

    /// <summary>Appends bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
    }

    /// <summary>Drops all bytes and keeps the memory.</summary>
    public void Clear() => Length = 0;

    /// <inheritdoc />
    public override Span<byte> GetSpan() => new(_bytes, Length);

    /// <inheritdoc />
    public override MemoryHandle Pin(int elementIndex = 0) => new(_bytes + elementIndex);

    /// <inheritdoc />
    public override void Unpin()
    {
        // It never moves.
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        (_capacity, Length) = (0, 0);
    }

    private void Grow(int count)
    {
        var needed = checked(Length + count);
        var capacity = (int)Math.Min(Math.Max(Math.Max(needed, _capacity * 2L), FirstCapacity), int.MaxValue);
        _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)capacity);
        _capacity = capacity;
    }
}
