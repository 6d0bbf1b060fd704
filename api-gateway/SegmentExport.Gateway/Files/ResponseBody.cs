using System.IO.Pipelines;

namespace SegmentExport.Gateway.Files;

/// <summary>
/// A response's body, written in large blocks. Written by its own stream, it lies in blocks of the server's 4 KiB, each of which is handed to the system by itself: a file of many megabytes would spend more on that
/// than on all else that the gateway does for it.
/// </summary>
internal sealed class ResponseBody(PipeWriter body) : Stream
{
    private const int BlockBytes = 64 * 1024;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var block = body.GetMemory(Math.Min(buffer.Length, BlockBytes));
            var taken = Math.Min(buffer.Length, block.Length);
            buffer[..taken].CopyTo(block);
            body.Advance(taken);
            buffer = buffer[taken..];

            // Waits where the client does not keep up.
            await FlushAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken) => await body.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException("A response is written asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A response is written asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
