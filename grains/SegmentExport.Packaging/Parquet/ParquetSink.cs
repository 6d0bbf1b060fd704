using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Takes what the Parquet library writes into memory, from where it is passed on: a fault of the store does not have to find its way through native code.</summary>
internal sealed class ParquetSink(PlainBuffer buffer) : WriteOnlyStream
{
    private long _position;

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        buffer.Write(bytes);
        _position += bytes.Length;
    }
}
