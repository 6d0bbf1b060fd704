namespace SegmentExport.Artifacts.Files;

/// <summary>The packing thread's side of a file: what goes wrong comes out as a fault of the store.</summary>
internal sealed class FaultTranslatingStream(FileStream file) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException("A part is written in order.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
    }

    public override void Flush()
    {
        try
        {
            file.Flush();
        }
        catch (Exception fault) when (FileFaults.IsFault(fault))
        {
            throw FileFaults.ToPackagingException(fault);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A part that is being written cannot be read.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A part is written in order.");

    public override void SetLength(long value) => throw new NotSupportedException("A part is written in order.");
}
