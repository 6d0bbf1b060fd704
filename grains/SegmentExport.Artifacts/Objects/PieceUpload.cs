using System.Buffers;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Objects;

/// <summary>
/// A part on its way into a store over HTTP. While one piece is filled, the one before is sent: no more than two are ever held, and whoever writes faster than the store takes waits. A part that fits
/// into one piece is stored by one request.
/// </summary>
internal abstract class PieceUpload : PartUpload
{
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(30);

    // A request that was given up may still be served, after the pieces were taken back: so it may end first.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly int _pieceBytes;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _ended = new();
    private readonly PieceStream _content;
    private byte[] _filling;
    private byte[]? _sent;
    private int _filled;
    private int _pieces;
    private Task _sending = Task.CompletedTask;
    private bool _isCommitted;
    private bool _isDisposed;

    /// <summary>Begins a part; the store learns of it with the first piece.</summary>
    /// <param name="pieceBytes">How long a piece is; the last one may be shorter.</param>
    /// <param name="cancellationToken">Ends whatever waits for the store.</param>
    protected PieceUpload(int pieceBytes, CancellationToken cancellationToken)
    {
        (_pieceBytes, _cancelled) = (pieceBytes, cancellationToken);
        _content = new(this);
        _filling = ArrayPool<byte>.Shared.Rent(pieceBytes);
    }

    /// <inheritdoc />
    public sealed override Stream Content => _content;

    /// <inheritdoc />
    public sealed override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancelled, cancellationToken);
        either.Token.ThrowIfCancellationRequested();
        await _sending.WaitAsync(either.Token);
        using var last = new MemoryStream(_filling, 0, _filled, writable: false);
        if (_pieces == 0)
        {
            await StoreWholeAsync(last, either.Token);
        }
        else
        {
            await StorePieceAsync(++_pieces, last, either.Token);
            await CompleteAsync(either.Token);
        }

        _isCommitted = true;
    }

    /// <inheritdoc />
    public sealed override async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _sending.WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _ended.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
        await _content.DisposeAsync();
        if (_isCommitted)
        {
            // What was cancelled may still be looked at by a connection that is on its way down; such pieces go to nobody else.
            ArrayPool<byte>.Shared.Return(_filling);
            ArrayPool<byte>.Shared.Return(_sent ?? []);
        }
        else if (_pieces > 0)
        {
            await TryAbortAsync();
        }
    }

    /// <summary>Takes bytes of the part; waits where the piece before is not stored yet.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        while (!bytes.IsEmpty)
        {
            if (_filled == _pieceBytes)
            {
                Send();
            }

            var taken = bytes[..Math.Min(bytes.Length, _pieceBytes - _filled)];
            taken.CopyTo(_filling.AsSpan(_filled));
            _filled += taken.Length;
            bytes = bytes[taken.Length..];
        }
    }

    /// <summary>Stores and shows a part that is one piece.</summary>
    protected abstract Task StoreWholeAsync(MemoryStream piece, CancellationToken cancellationToken);

    /// <summary>Stores a piece, which nobody sees yet.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="piece">Its bytes; stays the caller's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    protected abstract Task StorePieceAsync(int number, MemoryStream piece, CancellationToken cancellationToken);

    /// <summary>Shows the pieces as the part.</summary>
    protected abstract Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Takes the pieces back.</summary>
    protected abstract Task AbortAsync(CancellationToken cancellationToken);

    private void Send()
    {
        // The packing thread waits here, as it would for a disk.
        _sending.WaitAsync(_cancelled).GetAwaiter().GetResult();
        (_filling, _sent) = (_sent ?? ArrayPool<byte>.Shared.Rent(_pieceBytes), _filling);
        var (piece, number) = (new MemoryStream(_sent, 0, _filled, writable: false), ++_pieces);
        _filled = 0;
        _sending = Task.Run(() => StorePieceAsync(number, piece, _ended.Token));
    }

    private async Task TryAbortAsync()
    {
        using var timeout = new CancellationTokenSource(AbortTimeout);
        try
        {
            await AbortAsync(timeout.Token);
        }
        catch (Exception fault) when (fault is PackagingException or OperationCanceledException)
        {
            // It stays begun, invisible, until its task's parts are deleted.
        }
    }
}
