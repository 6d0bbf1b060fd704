using System.Buffers;
using System.Security.Cryptography;

namespace SegmentExport.Client.Downloads;

/// <summary>The SHA-256 of a file that is still being written: follows what is there from the beginning without a gap, so that little is left at the end.</summary>
internal sealed class PrefixHash(PartialFile file) : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _done;

    /// <summary>Reads on as far as there is something, until the file is whole.</summary>
    /// <param name="whole">Ends when nothing more will come.</param>
    /// <param name="pause">How long to wait where nothing is new.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>In lower-case hexadecimal.</returns>
    public async Task<string> FollowAsync(Task whole, TimeSpan pause, TimeProvider time, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (true)
            {
                var isLast = whole.IsCompleted;
                ReadTo(file.Map.Prefix(), buffer, cancellation);
                if (isLast)
                {
                    return Convert.ToHexStringLower(_hash.GetHashAndReset());
                }

                await Task.WhenAny(whole, Task.Delay(pause, time, cancellation));
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void ReadTo(long end, byte[] buffer, CancellationToken cancellation)
    {
        while (_done < end)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(file.Handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - _done)), _done);
            if (read == 0)
            {
                throw new EndOfStreamException("The file became shorter while it was downloaded.");
            }

            _hash.AppendData(buffer, 0, read);
            _done += read;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();
}
