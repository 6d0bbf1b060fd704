using System.Buffers;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace SegmentExport.Packaging.Columns;

/// <summary>The buffers of one column of a batch, pinned while they are read.</summary>
internal sealed unsafe class ColumnBuffers : IDisposable
{
    private readonly List<MemoryHandle> _handles = [];
    private byte* _validity;

    /// <summary>The first row's place in the buffers.</summary>
    public int Offset { get; private set; }

    /// <summary>Rows of the batch.</summary>
    public int Length { get; private set; }

    /// <summary>Pins a batch's buffers and lets go of the last one's.</summary>
    public void Bind(ArrayData data)
    {
        Dispose();
        (Offset, Length) = (data.Offset, data.Length);
        // The count of nulls may be unknown (-1); a bitmap may be left out where there are none.
        _validity = data.NullCount == 0 || data.Buffers.Length == 0 ? null : Pin(data.Buffers[0]);
    }

    /// <summary>Pins one more buffer; null where it is empty.</summary>
    public byte* Pin(ArrowBuffer buffer)
    {
        if (buffer.IsEmpty)
        {
            return null;
        }

        var handle = buffer.Memory.Pin();
        _handles.Add(handle);
        return (byte*)handle.Pointer;
    }

    /// <summary>Whether a row has no value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row)
    {
        if (_validity == null)
        {
            return false;
        }

        var bit = row + Offset;
        return (_validity[bit >> 3] >> (bit & 7) & 1) == 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var handle in _handles)
        {
            handle.Dispose();
        }

        _handles.Clear();
        _validity = null;
    }
}
