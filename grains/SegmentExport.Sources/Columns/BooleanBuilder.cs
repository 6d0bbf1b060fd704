using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Sources.Columns;

/// <summary>A column of booleans, which Arrow stores as bits.</summary>
internal sealed class BooleanBuilder() : ColumnBuilder(BooleanType.Default)
{
    private readonly byte[] _bits = new byte[MaxRows / 8];

    /// <inheritdoc />
    public override void Clear()
    {
        base.Clear();
        _bits.AsSpan().Clear();
    }

    /// <inheritdoc />
    protected override void Add(ReadOnlySpan<byte> value) => _bits[Count >> 3] |= (byte)(value[0] << (Count & 7));

    /// <inheritdoc />
    protected override void AddNull()
    {
    }

    /// <inheritdoc />
    protected override IEnumerable<ArrowBuffer> Buffers() => [new(_bits.AsMemory(0, (Count + 7) / 8))];
}
