using System.Buffers;
using SegmentExport.Domain.Errors;

namespace SegmentExport.ObjectStorage;

/// <summary>A stretch of an object that comes over HTTP. A transfer that breaks off, or stands still, is taken up where it was, so often in a row and no more.</summary>
/// <param name="length">How long it is.</param>
/// <param name="open">Opens the rest from a place on, that many bytes; its faults are the caller's.</param>
/// <param name="patience">How long a read may take.</param>
/// <param name="attempts">How often in a row without a byte.</param>
/// <param name="words">Says the faults.</param>
internal sealed class ObjectStretch(long length, Func<long, long, CancellationToken, Task<Stream>> open, TimeSpan patience, int attempts, FaultWords words) : Stretch(length)
{
    private Stream? _body;

    /// <summary>Opens a stretch of an object: what cannot be read is told at once.</summary>
    /// <param name="offset">Its first byte in the object, from 0.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="measure">How long the object is; asked for a stretch of nothing alone.</param>
    /// <param name="open">Opens the object from a byte on, that many bytes, each time the same object or a fault.</param>
    /// <param name="patience">How long a read may take.</param>
    /// <param name="attempts">How often in a row without a byte.</param>
    /// <param name="words">Says the faults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async ValueTask<Stream> OpenAsync(
        long offset, long length, Func<Task<long>> measure, Func<long, long, CancellationToken, Task<Stream>> open, TimeSpan patience, int attempts, FaultWords words, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (offset > long.MaxValue - length)
        {
            throw words(ObjectFault.TooShort, null);
        }

        if (length == 0)
        {
            return await measure() >= offset ? Null : throw words(ObjectFault.TooShort, null);
        }

        var stretch = new ObjectStretch(length, (from, left, token) => open(offset + from, left, token), patience, attempts, words);
        stretch._body = await stretch.OpenRestAsync(cancellationToken);
        return stretch;
    }

    public override int Read(Span<byte> buffer)
    {
        var copy = ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            var read = ReadAsync(copy.AsMemory(0, buffer.Length)).AsTask().GetAwaiter().GetResult();
            copy.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, Left)];
        if (wanted.IsEmpty)
        {
            return 0;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _body ??= await OpenRestAsync(cancellationToken);
                var read = await ReadOnceAsync(_body, wanted, cancellationToken);
                Advance(read);
                return read;
            }
            catch (Exception fault) when (fault is not PackagingException && !cancellationToken.IsCancellationRequested)
            {
                await CloseAsync();
                if (attempt >= attempts)
                {
                    throw words(ObjectFault.NoAnswer, fault);
                }
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
            _body = null;
        }

        base.Dispose(disposing);
    }

    private Task<Stream> OpenRestAsync(CancellationToken cancellationToken) => open(Position, Left, cancellationToken);

    private async Task<int> ReadOnceAsync(Stream body, Memory<byte> wanted, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(patience);
        var read = await body.ReadAsync(wanted, timeout.Token);

        // Fewer bytes than promised must never look like the end.
        return read > 0 ? read : throw new EndOfStreamException("The transfer ended within the stretch.");
    }

    private async ValueTask CloseAsync()
    {
        if (_body is { } body)
        {
            _body = null;
            await body.DisposeAsync();
        }
    }
}
