namespace SegmentExport.ObjectStorage;

/// <summary>A stretch of something that is stored: bytes that are read in order, and never change.</summary>
/// <param name="length">How long it is, in bytes.</param>
internal abstract class Stretch(long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("A stretch is read in order.");
    }

    /// <summary>What of the stretch is not read yet, in bytes.</summary>
    protected long Left => length - _position;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A stretch is read in order.");

    public override void SetLength(long value) => throw new NotSupportedException("What is stored never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("What is stored never changes.");

    /// <summary>So many bytes were read.</summary>
    protected void Advance(int read) => _position += read;
}
