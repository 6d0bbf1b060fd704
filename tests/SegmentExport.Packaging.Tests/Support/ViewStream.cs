using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.Tests.Support;

/// <summary>A container as a stream that can be sought in.</summary>
internal sealed class ViewStream(ContainerView view, IPartReader parts) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => view.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = (int)Math.Min(count, view.Length - Position);
        using var stretch = new MemoryStream(buffer, offset, length);
        view.CopyToAsync(parts, stretch, Position, length, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Position += length;
        return length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
