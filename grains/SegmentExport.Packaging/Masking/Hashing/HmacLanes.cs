using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace SegmentExport.Packaging.Masking.Hashing;

/// <summary>
/// HMAC-SHA-256 (RFC 2104) of many short values with one key, eight at a time. The block that the key fills is taken in once, inside and outside, so that a value of at
/// most <see cref="MaxValueLength"/> bytes needs one more block each.
/// </summary>
internal sealed class HmacLanes
{
    /// <summary>The longest value that fits into one block with its padding.</summary>
    public const int MaxValueLength = BlockBytes - 9;

    /// <summary>The length of a result: the hash in lower-case hexadecimal digits.</summary>
    public const int ResultLength = 2 * SHA256.HashSizeInBytes;

    private const int BlockBytes = 64;
    private const int Lanes = Sha256Lanes.Count;

    private readonly uint[] _inner;
    private readonly uint[] _outer;
    private readonly Vector256<uint>[] _state = new Vector256<uint>[Sha256Lanes.StateWords];
    private readonly Vector256<uint>[] _block = new Vector256<uint>[Sha256Lanes.BlockWords];
    private readonly int[] _places = new int[Lanes];
    private int _pending;

    /// <param name="key">The key; one longer than a block is hashed first (section 2).</param>
    public HmacLanes(ReadOnlySpan<byte> key)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        block.Clear();
        if (key.Length > BlockBytes)
        {
            SHA256.HashData(key, block);
        }
        else
        {
            key.CopyTo(block);
        }

        (_inner, _outer) = (TakeIn(block, 0x36), TakeIn(block, 0x5C));
        CryptographicOperations.ZeroMemory(block);
    }

    private Span<uint> BlockWords => MemoryMarshal.Cast<Vector256<uint>, uint>(_block.AsSpan());

    private Span<uint> StateWords => MemoryMarshal.Cast<Vector256<uint>, uint>(_state.AsSpan());

    /// <summary>Adds a value. Its hash is written when eight are together, or at <see cref="Flush"/>.</summary>
    /// <param name="value">At most <see cref="MaxValueLength"/> bytes; copied.</param>
    /// <param name="place">Which of the results it gets, from 0.</param>
    /// <param name="results">The results; the same for all values up to a flush.</param>
    public void Add(ReadOnlySpan<byte> value, int place, Span<byte> results)
    {
        Span<byte> padded = stackalloc byte[BlockBytes];
        padded.Clear();
        value.CopyTo(padded);
        padded[value.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded[(BlockBytes - 8)..], 8UL * (ulong)(BlockBytes + value.Length));
        SetLane(MemoryMarshal.Cast<byte, uint>(padded), _pending);
        _places[_pending++] = place;
        if (_pending == Lanes)
        {
            Flush(results);
        }
    }

    /// <summary>Writes the hashes that are not written yet.</summary>
    public void Flush(Span<byte> results)
    {
        Start(_inner);
        Sha256Lanes.Compress(_state, _block);

        // The outer message is the inner hash, which stands in the state word by word, as the block wants it.
        _state.AsSpan().CopyTo(_block);
        _block.AsSpan(Sha256Lanes.StateWords).Clear();
        _block[Sha256Lanes.StateWords] = Vector256.Create(0x80000000u);
        _block[^1] = Vector256.Create(8u * (BlockBytes + SHA256.HashSizeInBytes));
        Start(_outer);
        Sha256Lanes.Compress(_state, _block);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var lane = 0; lane < _pending; lane++)
        {
            for (var word = 0; word < Sha256Lanes.StateWords; word++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(hash[(4 * word)..], StateWords[(word * Lanes) + lane]);
            }

            _ = Convert.TryToHexStringLower(hash, results.Slice(_places[lane] * ResultLength, ResultLength), out _);
        }

        _pending = 0;
    }

    /// <summary>Forgets the values.</summary>
    public void Clear()
    {
        _block.AsSpan().Clear();
        _pending = 0;
    }

    private static uint[] TakeIn(ReadOnlySpan<byte> key, byte pad)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[Sha256Lanes.StateWords];
        Span<Vector256<uint>> block = stackalloc Vector256<uint>[Sha256Lanes.BlockWords];
        for (var word = 0; word < state.Length; word++)
        {
            state[word] = Vector256.Create(Sha256Lanes.InitialState[word]);
        }

        for (var word = 0; word < block.Length; word++)
        {
            block[word] = Vector256.Create(BinaryPrimitives.ReadUInt32BigEndian(key[(4 * word)..]) ^ (0x01010101u * pad));
        }

        Sha256Lanes.Compress(state, block);
        block.Clear();
        var taken = new uint[Sha256Lanes.StateWords];
        for (var word = 0; word < taken.Length; word++)
        {
            taken[word] = state[word][0];
        }

        return taken;
    }

    private void Start(uint[] state)
    {
        for (var word = 0; word < state.Length; word++)
        {
            _state[word] = Vector256.Create(state[word]);
        }
    }

    private void SetLane(ReadOnlySpan<uint> padded, int lane)
    {
        var block = BlockWords;
        for (var word = 0; word < padded.Length; word++)
        {
            block[(word * Lanes) + lane] = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(padded[word]) : padded[word];
        }
    }
}
