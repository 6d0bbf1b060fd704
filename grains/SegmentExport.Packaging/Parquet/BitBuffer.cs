using System.Buffers;
using System.Runtime.CompilerServices;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Bits in a row, the lowest of a byte first, as Arrow has them.</summary>
internal sealed class BitBuffer : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);

    /// <summary>How many bits there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are set.</summary>
    public int Set { get; private set; }

    /// <summary>The bits; those behind the last one are not set.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, (Count + 7) / 8);

    /// <summary>Adds a bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(bool bit)
    {
        var (index, place) = (Count >> 3, Count & 7);
        if (place == 0)
        {
            Begin(index);
        }

        var value = Unsafe.BitCast<bool, byte>(bit);
        _bytes[index] |= (byte)(value << place);
        Set += value;
        Count++;
    }

    /// <summary>Drops all bits.</summary>
    public void Clear() => (Count, Set) = (0, 0);

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Begin(int index)
    {
        if (index == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * index);
            _bytes.CopyTo(larger.AsSpan());
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        _bytes[index] = 0;
    }
}
