using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Sources.Columns;

/// <summary>Collects a column's values of one batch out of a server's binary format, in memory that the next batch uses again.</summary>
/// <param name="type">What the column becomes.</param>
internal abstract class ColumnBuilder(IArrowType type)
{
    private byte[] _validity = [];
    private int _nulls;

    /// <summary>Values so far, missing ones included.</summary>
    protected int Count { get; private set; }

    /// <summary>One more value, as the server sends it.</summary>
    public void Append(ReadOnlySpan<byte> value)
    {
        EnsureRoom();
        Add(value);
        _validity[Count >> 3] |= (byte)(1 << (Count & 7));
        Count++;
    }

    /// <summary>One more that is missing.</summary>
    public void AppendNull()
    {
        EnsureRoom();
        AddNull();
        _nulls++;
        Count++;
    }

    /// <summary>The values as an array; valid until the next <see cref="Clear"/>.</summary>
    public IArrowArray Build() => ArrowArrayFactory.BuildArray(new ArrayData(type, Count, _nulls, 0, [new(_validity.AsMemory(0, (Count + 7) / 8)), .. Buffers()]));

    /// <summary>Begins the next batch.</summary>
    public virtual void Clear()
    {
        _validity.AsSpan().Clear();
        (Count, _nulls) = (0, 0);
    }

    /// <summary>Takes a value in at <see cref="Count"/>.</summary>
    protected abstract void Add(ReadOnlySpan<byte> value);

    /// <summary>Takes in that there is none at <see cref="Count"/>.</summary>
    protected abstract void AddNull();

    /// <summary>The buffers behind the validity's, by the Arrow columnar format.</summary>
    protected abstract IEnumerable<ArrowBuffer> Buffers();

    /// <summary>Memory with room for so many bytes, with what it held.</summary>
    protected static byte[] Grow(byte[] memory, long length)
    {
        if (length > memory.Length)
        {
            System.Array.Resize(ref memory, (int)Math.Min((ulong)System.Array.MaxLength, BitOperations.RoundUpToPowerOf2((ulong)length)));
        }

        return memory;
    }

    private void EnsureRoom() => _validity = Grow(_validity, (Count >> 3) + 1);
}
