using System.Buffers;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Objects;

/// <summary>A stretch of a part that comes over HTTP. A transfer that breaks off, or stands still, is taken up where it was, so often in a row and no more.</summary>
/// <param name="length">How long it is.</param>
/// <param name="open">Opens the rest from a place on, that many bytes; its faults are the store's.</param>
/// <param name="patience">How long a read may take.</param>
/// <param name="attempts">How often in a row without a byte.</param>
internal sealed class ObjectStretch(long length, Func<long, long, CancellationToken, Task<Stream>> open, TimeSpan patience, int attempts) : PartStretch(length)
{
    private Stream? _body;

    /// <summary>Opens a stretch: what cannot be read is told at once.</summary>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        _body = await open(0, Left, cancellationToken);
        return this;
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
                _body ??= await open(Position, Left, cancellationToken);
                var read = await ReadOnceAsync(_body, wanted, cancellationToken);
                Advance(read);
                return read;
            }
            catch (Exception fault) when (fault is not PackagingException && !cancellationToken.IsCancellationRequested)
            {
                await CloseAsync();
                if (attempt >= attempts)
                {
                    throw ObjectFaults.NoAnswer(fault);
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
