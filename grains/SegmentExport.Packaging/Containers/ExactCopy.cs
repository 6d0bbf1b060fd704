using System.Buffers;

namespace SegmentExport.Packaging.Containers;

/// <summary>Copies so many bytes, or fails: what was promised as a length is kept.</summary>
internal static class ExactCopy
{
    private const int BufferBytes = 128 * 1024;

    /// <exception cref="EndOfStreamException">The source ended before.</exception>
    public static async ValueTask CopyAsync(Stream source, Stream destination, long length, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, BufferBytes));
        try
        {
            for (var rest = length; rest > 0;)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(rest, buffer.Length)), cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException($"A stored part ended {rest} bytes early: it is not what was packed.");
                }

                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                rest -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
