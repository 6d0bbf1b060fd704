using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Sources.Columns;

/// <summary>Collects a column's values of one batch out of a server's binary format, in memory that the next batch uses again.</summary>
/// <param name="type">What the column becomes.</param>
internal abstract class ColumnBuilder(IArrowType type)
{
    /// <summary>The most rows of a batch.</summary>
    public const int MaxRows = 2048;

    // All bits are set but those of missing values.
    private readonly byte[] _validity = [.. Enumerable.Repeat(byte.MaxValue, MaxRows / 8)];
    private int _nulls;

    /// <summary>Values so far, missing ones included.</summary>
    protected int Count { get; private set; }

    /// <summary>One more value, as the server sends it.</summary>
    public void Append(ReadOnlySpan<byte> value)
    {
        Add(value);
        Count++;
    }

    /// <summary>One more that is missing.</summary>
    public void AppendNull()
    {
        AddNull();
        _validity[Count >> 3] &= (byte)~(1 << (Count & 7));
        _nulls++;
        Count++;
    }

    /// <summary>The values as an array; valid until the next <see cref="Clear"/>.</summary>
    public IArrowArray Build() => ArrowArrayFactory.BuildArray(new ArrayData(type, Count, _nulls, 0, [new(_validity.AsMemory(0, (Count + 7) / 8)), .. Buffers()]));

    /// <summary>Begins the next batch.</summary>
    public virtual void Clear()
    {
        if (_nulls > 0)
        {
            _validity.AsSpan().Fill(byte.MaxValue);
        }

        (Count, _nulls) = (0, 0);
    }

    /// <summary>Takes a value in at <see cref="Count"/>.</summary>
    protected abstract void Add(ReadOnlySpan<byte> value);

    /// <summary>Takes in that there is none at <see cref="Count"/>.</summary>
    protected abstract void AddNull();

    /// <summary>The buffers behind the validity's, by the Arrow columnar format.</summary>
    protected abstract IEnumerable<ArrowBuffer> Buffers();
}
