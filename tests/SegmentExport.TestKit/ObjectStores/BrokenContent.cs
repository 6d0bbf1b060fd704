using System.Net;

namespace SegmentExport.TestKit.ObjectStores;

/// <summary>An answer's body that breaks off, or stands still, after some bytes.</summary>
/// <param name="inner">The whole body.</param>
/// <param name="bytes">After how many.</param>
/// <param name="standsStill">Whether nothing more comes, instead of an error.</param>
public sealed class BrokenContent(HttpContent inner, int bytes, bool standsStill) : HttpContent
{
    /// <summary>Puts such a body in the place of an answer's.</summary>
    public static HttpResponseMessage Break(HttpResponseMessage answer, int bytes, bool standsStill = false)
    {
        var broken = new BrokenContent(answer.Content, bytes, standsStill);
        foreach (var header in answer.Content.Headers)
        {
            broken.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        answer.Content = broken;
        return answer;
    }

    /// <inheritdoc />
    protected override async Task<Stream> CreateContentReadStreamAsync() => new BrokenStream(await inner.ReadAsStreamAsync(), bytes, standsStill);

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("It is read, not copied.");

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    private sealed class BrokenStream(Stream inner, int left, bool standsStill) : Stream
    {
        private int _left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException("Unknown.");

        public override long Position { get => throw new NotSupportedException("Unknown."); set => throw new NotSupportedException("Read in order."); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                await (standsStill ? Task.Delay(Timeout.Infinite, cancellationToken) : throw new IOException("The connection was reset."));
            }

            var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Read in order.");

        public override void SetLength(long value) => throw new NotSupportedException("Read only.");

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read only.");
    }
}
