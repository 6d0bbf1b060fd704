using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace SegmentExport.Packaging.Columns;

/// <summary>A column whose values all have one width.</summary>
/// <typeparam name="T">How a value is stored; <see cref="byte"/> for booleans, which Arrow stores as bits.</typeparam>
internal sealed unsafe class FixedColumn<T> : IDisposable
    where T : unmanaged
{
    private readonly ColumnBuffers _buffers = new();
    private byte[] _bits = [];
    private T* _values;

    /// <summary>Turns to a batch.</summary>
    public void Bind(ArrayData data)
    {
        _buffers.Bind(data);
        _values = data.DataType.TypeId == ArrowTypeId.Boolean ? Spread(data) : (T*)_buffers.Pin(data.Buffers[1]) + data.Offset;
    }

    /// <summary>Whether a row has no value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) => _buffers.IsNull(row);

    /// <summary>The value of a row that has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Get(int row) => Unsafe.ReadUnaligned<T>(_values + row);

    /// <inheritdoc />
    public void Dispose() => _buffers.Dispose();

    private T* Spread(ArrayData data)
    {
        if (_bits.Length < data.Length)
        {
            _bits = GC.AllocateUninitializedArray<byte>(data.Length, pinned: true);
        }

        var packed = data.Buffers[1].Span;
        for (var row = 0; row < data.Length; row++)
        {
            var bit = row + data.Offset;
            _bits[row] = (byte)(packed[bit >> 3] >> (bit & 7) & 1);
        }

        return (T*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_bits));
    }
}
