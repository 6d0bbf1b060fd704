using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Artifacts.Sealing;

/// <summary>Seals what the packing thread writes, chunk by chunk. A chunk is held back until more comes, since the last one is sealed as such.</summary>
internal sealed class SealingStream : Stream
{
    [SuppressMessage("Usage", "CA2213", Justification = "It is the upload's, which disposes it.")]
    private readonly Stream _destination;
    private readonly PartCipher _cipher;
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(SealedLayout.ChunkBytes);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(SealedLayout.SealedChunkBytes);
    private long _chunk;
    private int _filled;
    private bool _isCompleted;
    private bool _isDisposed;

    /// <summary>Begins a part, and writes its header.</summary>
    public SealingStream(Stream destination, ArtifactKey key, TaskKey task, int part)
    {
        _destination = destination;
        Span<byte> salt = stackalloc byte[SealedLayout.SaltBytes];
        RandomNumberGenerator.Fill(salt);
        _cipher = new(key, task, part, salt);
        destination.Write(SealedLayout.Mark);
        destination.Write(salt);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isCompleted;

    public override long Length => Position;

    public override long Position
    {
        get => (_chunk * SealedLayout.ChunkBytes) + _filled;
        set => throw new NotSupportedException("A part is written in order.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isCompleted || _isDisposed, this);
        while (!buffer.IsEmpty)
        {
            if (_filled == SealedLayout.ChunkBytes)
            {
                Seal(_plain.AsSpan(0, _filled), isLast: false);
                _filled = 0;
            }

            // Whole chunks that more follows on are sealed where they are.
            while (_filled == 0 && buffer.Length > SealedLayout.ChunkBytes)
            {
                Seal(buffer[..SealedLayout.ChunkBytes], isLast: false);
                buffer = buffer[SealedLayout.ChunkBytes..];
            }

            var taken = Math.Min(buffer.Length, SealedLayout.ChunkBytes - _filled);
            buffer[..taken].CopyTo(_plain.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Seals the last chunk. Nothing can be written after it.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_isCompleted || _isDisposed, this);
        Seal(_plain.AsSpan(0, _filled), isLast: true);
        _isCompleted = true;
    }

    public override void Flush() => _destination.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A part that is being written cannot be read.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A part is written in order.");

    public override void SetLength(long value) => throw new NotSupportedException("A part is written in order.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _cipher.Dispose();
            ArrayPool<byte>.Shared.Return(_plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(_sealed);
        }

        base.Dispose(disposing);
    }

    private void Seal(ReadOnlySpan<byte> plain, bool isLast)
    {
        _cipher.Seal(_chunk++, isLast, plain, _sealed);
        _destination.Write(_sealed, 0, plain.Length + SealedLayout.TagBytes);
    }
}
