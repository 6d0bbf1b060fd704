using System.Buffers;
using System.Security.Cryptography;

namespace SegmentExport.Client.Downloads;

/// <summary>
/// The SHA-256 of a file that is still being written: follows what is there from the beginning without a gap, so that little is left at the end. What arrives just where it is, is hashed as it arrived; what arrives
/// further on is read from the file, once all before it is there.
/// </summary>
internal sealed class PrefixHash(PartialFile file) : IDisposable
{
    private const int BufferBytes = 512 * 1024;

    // What waits to be hashed, at most: where more comes, it is read from the file.
    private const int MostWaiting = 8;

    // How long it waits at most where what came further on may have closed a gap.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Lock _lock = new();
    private readonly Queue<(byte[] Buffer, int Count)> _waiting = [];
    private readonly SemaphoreSlim _changed = new(0);

    // All before it is hashed, or waits to be.
    private long _end;
    private volatile bool _isWhole;

    /// <summary>A buffer for what arrives.</summary>
    public static byte[] Rent() => ArrayPool<byte>.Shared.Rent(BufferBytes);

    /// <summary>Offers what has arrived and is written.</summary>
    /// <param name="buffer">It; not to be used any more, but for what is returned.</param>
    /// <param name="offset">Where in the file it begins.</param>
    /// <param name="count">How many bytes.</param>
    /// <returns>A buffer to go on with.</returns>
    public byte[] Offer(byte[] buffer, long offset, int count)
    {
        lock (_lock)
        {
            if (offset != _end || _waiting.Count == MostWaiting)
            {
                return buffer;
            }

            _waiting.Enqueue((buffer, count));
            _end += count;
        }

        _changed.Release();
        return Rent();
    }

    /// <summary>The file is whole.</summary>
    public void Complete()
    {
        _isWhole = true;
        _changed.Release();
    }

    /// <summary>Hashes as far as there is something, until the file is whole.</summary>
    /// <returns>In lower-case hexadecimal.</returns>
    public async Task<string> FollowAsync(CancellationToken cancellation)
    {
        var buffer = Rent();
        try
        {
            while (true)
            {
                var isLast = _isWhole;
                while (HashSome(buffer))
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                if (isLast)
                {
                    return Convert.ToHexStringLower(_hash.GetHashAndReset());
                }

                await _changed.WaitAsync(Pause, cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _hash.Dispose();
        _changed.Dispose();
    }

    /// <returns>Whether there was anything.</returns>
    private bool HashSome(byte[] buffer)
    {
        (byte[] Buffer, int Count) arrived;
        long from, to;
        lock (_lock)
        {
            (from, to) = (_end, Math.Min(file.Map.Prefix(), _end + buffer.Length));
            if (!_waiting.TryDequeue(out arrived))
            {
                _end = Math.Max(from, to);
            }
        }

        if (arrived.Buffer is not null)
        {
            _hash.AppendData(arrived.Buffer, 0, arrived.Count);
            ArrayPool<byte>.Shared.Return(arrived.Buffer);
            return true;
        }

        if (from >= to)
        {
            return false;
        }

        while (from < to)
        {
            var read = RandomAccess.Read(file.Handle, buffer.AsSpan(0, (int)(to - from)), from);
            if (read == 0)
            {
                throw new EndOfStreamException("The file became shorter while it was downloaded.");
            }

            _hash.AppendData(buffer, 0, read);
            from += read;
        }

        return true;
    }
}
