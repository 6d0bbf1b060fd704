using System.Buffers;
using System.Security.Cryptography;
using SegmentExport.Domain.Errors;
using SegmentExport.ObjectStorage;

namespace SegmentExport.Artifacts.Sealing;

/// <summary>A stretch of a sealed part, opened chunk by chunk while it is read. Nothing of a chunk comes out before the whole of it is known to be what was sealed.</summary>
internal sealed class OpenedStretch : Stretch
{
    private readonly Stream _stored;
    private readonly PartCipher _cipher;
    private readonly long _partLength;
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(SealedLayout.SealedChunkBytes);
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(SealedLayout.ChunkBytes);
    private long _chunk;
    private int _start;
    private int _end;
    private bool _isDisposed;

    /// <summary>Takes over the chunks that hold the stretch.</summary>
    /// <param name="stored">The stored chunks, from the one that the stretch begins in; disposed with this stream.</param>
    /// <param name="cipher">The part's; disposed with this stream.</param>
    /// <param name="partLength">The part's bytes before they were sealed.</param>
    /// <param name="offset">Where in the part the stretch begins.</param>
    /// <param name="length">How long it is.</param>
    public OpenedStretch(Stream stored, PartCipher cipher, long partLength, long offset, long length)
        : base(length)
    {
        (_stored, _cipher, _partLength) = (stored, cipher, partLength);
        (_chunk, Skip) = (offset / SealedLayout.ChunkBytes, (int)(offset % SealedLayout.ChunkBytes));
    }

    /// <summary>What of the next chunk comes before the stretch.</summary>
    private int Skip { get; set; }

    private int NextLength => SealedLayout.LengthOf(_chunk, _partLength) + SealedLayout.TagBytes;

    /// <summary>A part that is not what was stored.</summary>
    public static PackagingException Damaged(Exception? fault = null) => new(
        ErrorCodes.PartDamaged, "A stored part is not what was stored: damaged, cut short or exchanged. Nothing of it is handed out. Create the task again.", isTransient: false, fault);

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && Left > 0 && !buffer.IsEmpty)
        {
            _stored.ReadExactly(_sealed, 0, NextLength);
            Open();
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end && Left > 0 && !buffer.IsEmpty)
        {
            await _stored.ReadExactlyAsync(_sealed.AsMemory(0, NextLength), cancellationToken);
            Open();
        }

        return Take(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _stored.Dispose();
            _cipher.Dispose();
            ArrayPool<byte>.Shared.Return(_plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(_sealed);
        }

        base.Dispose(disposing);
    }

    private void Open()
    {
        var length = NextLength;
        try
        {
            _cipher.Open(_chunk, _chunk == SealedLayout.LastChunk(_partLength), _sealed.AsSpan(0, length), _plain);
        }
        catch (AuthenticationTagMismatchException fault)
        {
            throw Damaged(fault);
        }

        (_start, _end, Skip) = (Skip, length - SealedLayout.TagBytes, 0);
        _chunk++;
    }

    private int Take(Span<byte> buffer)
    {
        var taken = (int)Math.Min(Math.Min(buffer.Length, _end - _start), Left);
        _plain.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        Advance(taken);
        return taken;
    }
}
