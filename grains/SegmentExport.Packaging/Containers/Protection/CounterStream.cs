using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Containers.Protection;

/// <summary>Encrypts by AES in counter mode from any place on: the counter is little-endian, and 1 at the first block (WinZip's specification of AES encryption, section III).</summary>
internal sealed class CounterStream : WriteOnlyStream
{
    private const int BlockBytes = 16;
    private const int BufferBytes = 64 * 1024;

    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "It is the caller's.")]
    private readonly Stream _destination;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _pad = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private readonly byte[] _encrypted = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _block;
    private int _used;

    /// <summary>Makes the stream.</summary>
    /// <param name="destination">Takes the encrypted bytes; not disposed.</param>
    /// <param name="key">The key.</param>
    /// <param name="position">The place in the file of the first byte that is written.</param>
    public CounterStream(Stream destination, ReadOnlySpan<byte> key, long position)
    {
        _destination = destination;
        _aes.SetKey(key);
        _block = position / BlockBytes;
        Refill();
        _used = (int)(position % BlockBytes);
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var length = Encrypt(buffer);
            _destination.Write(_encrypted, 0, length);
            buffer = buffer[length..];
        }
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var length = Encrypt(buffer.Span);
            await _destination.WriteAsync(_encrypted.AsMemory(0, length), cancellationToken);
            buffer = buffer[length..];
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            ArrayPool<byte>.Shared.Return(_pad, clearArray: true);
            ArrayPool<byte>.Shared.Return(_encrypted);
        }

        base.Dispose(disposing);
    }

    private int Encrypt(ReadOnlySpan<byte> buffer)
    {
        if (_used == BufferBytes)
        {
            Refill();
        }

        var length = Math.Min(buffer.Length, BufferBytes - _used);
        Xor(buffer[..length], _pad.AsSpan(_used, length), _encrypted.AsSpan(0, length));
        _used += length;
        return length;
    }

    private static void Xor(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pad, Span<byte> into)
    {
        var i = 0;
        for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(bytes[i..]) ^ new Vector<byte>(pad[i..])).CopyTo(into[i..]);
        }

        for (; i < bytes.Length; i++)
        {
            into[i] = (byte)(bytes[i] ^ pad[i]);
        }
    }

    private void Refill()
    {
        var counters = MemoryMarshal.Cast<byte, ulong>(_pad.AsSpan(0, BufferBytes));
        for (var i = 0; i < counters.Length; i += 2)
        {
            counters[i] = (ulong)++_block;
            counters[i + 1] = 0;
        }

        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(counters, counters);
        }

        _aes.EncryptEcb(_pad.AsSpan(0, BufferBytes), _pad.AsSpan(0, BufferBytes), PaddingMode.None);
        _used = 0;
    }
}
