using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Sources.Columns;

/// <summary>A column of text, which comes as UTF-8.</summary>
internal class TextBuilder() : ColumnBuilder(StringType.Default)
{
    private readonly byte[] _offsets = new byte[(MaxRows + 1) * sizeof(int)];
    private byte[] _text = [];
    private int _length;

    /// <inheritdoc />
    public override void Clear()
    {
        base.Clear();
        _length = 0;
    }

    /// <inheritdoc />
    protected override void Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        SetEnd();
    }

    /// <inheritdoc />
    protected override void AddNull() => SetEnd();

    /// <summary>Room for the next text, which then is written into it whole.</summary>
    protected Span<byte> Room(int length)
    {
        if (_text.Length - _length < length)
        {
            var needed = BitOperations.RoundUpToPowerOf2((ulong)_length + (ulong)length);
            System.Array.Resize(ref _text, (int)Math.Min((ulong)System.Array.MaxLength, needed));
        }

        _length += length;
        return _text.AsSpan(_length - length, length);
    }

    /// <summary>Ends a text at what was written.</summary>
    protected void SetEnd() => MemoryMarshal.Write(_offsets.AsSpan((Count + 1) * sizeof(int)), in _length);

    /// <inheritdoc />
    protected override IEnumerable<ArrowBuffer> Buffers() => [new(_offsets.AsMemory(0, (Count + 1) * sizeof(int))), new(_text.AsMemory(0, _length))];
}
