namespace SegmentExport.Artifacts.Objects;

/// <summary>The packing thread's side of an upload in pieces.</summary>
internal sealed class PieceStream(PieceUpload upload) : Stream
{
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException("A part is written in order.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        upload.Append(buffer);
        _length += buffer.Length;
    }

    public override void Flush()
    {
        // What does not fill a piece waits for the commit.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A part that is being written cannot be read.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A part is written in order.");

    public override void SetLength(long value) => throw new NotSupportedException("A part is written in order.");
}
