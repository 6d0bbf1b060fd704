using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SegmentExport.Packaging.Deflate;

/// <summary>
/// Finds repeated text within the last 32 KiB: greedily, by a table of where the same few bytes stood last. What it finds depends on the text alone.
/// </summary>
internal sealed unsafe class MatchFinder : IDisposable
{
    // A match is looked for by so many bytes: a shorter one seldom costs fewer bits than its literals.
    private const int HashedBytes = 5;
    private const int HashBits = 13;
    private const ulong HashMultiplier = 0x9E37_79B1_85EB_CA87;

    // Where nothing repeats, ever fewer places are looked at.
    private const int SkipShift = 4;
    private const int WordBytes = sizeof(ulong);
    private const int TextBytes = 512 * 1024;

    private readonly byte[] _text = ArrayPool<byte>.Shared.Rent(TextBytes);

    // Places by their lowest 16 bits, twice as far as a match may reach, so that the table stays in the nearest cache. An old entry may mean another place: the text there decides.
    private readonly ushort[] _table = ArrayPool<ushort>.Shared.Rent(1 << HashBits);
    private int _length;
    private int _dropped;

    public MatchFinder() => Reset();

    /// <summary>Forgets all text.</summary>
    public void Reset()
    {
        (_length, _dropped) = (0, 0);
        _table.AsSpan(0, 1 << HashBits).Clear();
    }

    /// <summary>Looks through the next block.</summary>
    /// <param name="block">At most <see cref="BlockSymbols.MaxText"/> bytes; kept as text that later blocks may repeat.</param>
    /// <param name="symbols">Takes what is found.</param>
    public void Find(ReadOnlySpan<byte> block, BlockSymbols symbols)
    {
        Keep(block);
        symbols.Clear();
        fixed (byte* text = _text)
        fixed (ushort* table = _table)
        {
            var end = text + _length;
            var last = end - WordBytes;
            var at = end - block.Length;
            var literals = at;
            while (at <= last)
            {
                var word = Unsafe.ReadUnaligned<ulong>(at);
                var place = Place(at - text);
                ref var latest = ref table[Hash(word)];
                var distance = (uint)(ushort)(place - latest);
                latest = place;
                if (distance - 1 >= DeflateCodes.MaxDistance || !StartsAlike(word, Unsafe.ReadUnaligned<ulong>(at - distance)))
                {
                    at += 1 + ((at - literals) >> SkipShift);
                    continue;
                }

                while (at > literals && at - distance > text && at[-1] == (at - distance)[-1])
                {
                    at--;
                }

                var length = Extend(at, distance, (byte*)Math.Min((nuint)end, (nuint)(at + DeflateCodes.MaxMatch)));
                symbols.Add(new(literals, (int)(at - literals)), length, (int)distance);
                at += length;
                literals = at;
                if (at - 2 <= last)
                {
                    table[Hash(Unsafe.ReadUnaligned<ulong>(at - 2))] = Place(at - 2 - text);
                }
            }

            symbols.AddLiterals(new(literals, (int)(end - literals)));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_text);
        ArrayPool<ushort>.Shared.Return(_table);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ushort Place(long offset) => unchecked((ushort)(offset + _dropped));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ulong word) => (uint)((LittleEndian(word) << (64 - (8 * HashedBytes))) * HashMultiplier >> (64 - HashBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StartsAlike(ulong one, ulong other) => LittleEndian(one ^ other) << (64 - (8 * HashedBytes)) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LittleEndian(ulong word) => BitConverter.IsLittleEndian ? word : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extend(byte* at, nuint distance, byte* limit)
    {
        var start = at;
        while (at <= limit - WordBytes)
        {
            var differing = Unsafe.ReadUnaligned<ulong>(at) ^ Unsafe.ReadUnaligned<ulong>(at - distance);
            if (differing != 0)
            {
                return (int)(at - start) + (BitOperations.TrailingZeroCount(LittleEndian(differing)) >> 3);
            }

            at += WordBytes;
        }

        while (at < limit && *at == *(at - distance))
        {
            at++;
        }

        return (int)(at - start);
    }

    private void Keep(ReadOnlySpan<byte> block)
    {
        if (_length + block.Length > TextBytes)
        {
            var drop = _length - DeflateCodes.MaxDistance;
            _text.AsSpan(drop, DeflateCodes.MaxDistance).CopyTo(_text);
            _length = DeflateCodes.MaxDistance;
            _dropped = (ushort)(_dropped + drop);
        }

        block.CopyTo(_text.AsSpan(_length));
        _length += block.Length;
    }
}
