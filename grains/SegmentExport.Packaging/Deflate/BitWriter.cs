using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SegmentExport.Packaging.Deflate;

/// <summary>Writes bits, the first one lowest (RFC 1951 section 3.1.1).</summary>
internal unsafe ref struct BitWriter
{
    /// <summary>How many bytes more than it writes it may touch.</summary>
    public const int Slack = sizeof(ulong);

    private readonly byte* _start;
    private byte* _next;
    private ulong _bits;
    private int _count;

    /// <param name="start">Where the first byte goes.</param>
    /// <param name="tail">The bits that did not fill a byte before.</param>
    public BitWriter(byte* start, BitTail tail)
    {
        _start = _next = start;
        (_bits, _count) = (tail.Bits, tail.Count);
    }

    /// <summary>Whole bytes written so far.</summary>
    public readonly int Length => (int)(_next - _start);

    /// <summary>Bits that do not fill a byte; right after a <see cref="Flush"/>.</summary>
    public readonly BitTail Tail => new((byte)_bits, _count);

    /// <summary>Adds bits; at most 56 between two flushes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong bits, int count)
    {
        _bits |= bits << _count;
        _count += count;
    }

    /// <summary>Writes the whole bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flush()
    {
        Unsafe.WriteUnaligned(_next, BitConverter.IsLittleEndian ? _bits : BinaryPrimitives.ReverseEndianness(_bits));
        _next += _count >> 3;
        _bits >>= _count & ~7;
        _count &= 7;
    }

    /// <summary>Fills the last byte with zeros and writes it.</summary>
    public void Align()
    {
        _count = (_count + 7) & ~7;
        Flush();
    }

    /// <summary>Writes bytes; to be called after <see cref="Align"/>.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(_next, bytes.Length));
        _next += bytes.Length;
    }
}
