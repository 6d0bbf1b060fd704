using System.Runtime.CompilerServices;

namespace SegmentExport.Packaging.Deflate;

/// <summary>Writes a block in the shortest of the three ways that deflate has (RFC 1951 section 3.2.3): with a code of its own, with the fixed code, or as it is.</summary>
internal sealed unsafe class BlockWriter
{
    /// <summary>Room that any block fits into.</summary>
    public const int MaxLength = BlockSymbols.MaxText + (8 * StoredHeaderBytes) + BitWriter.Slack;

    // Four literals and the bits left over fit into 64.
    private const int MaxLiteralLength = 14;
    private const int MaxDistanceLength = 15;
    private const int MaxStored = ushort.MaxValue;
    private const int StoredHeaderBytes = 5;
    private const int WordShift = 24;
    private const uint WordMask = (1u << WordShift) - 1;

    private static readonly HuffmanCode FixedLiterals = MakeFixedLiterals();
    private static readonly HuffmanCode FixedDistances = MakeFixedDistances();

    private readonly HuffmanCode _literals = new(DeflateCodes.LiteralSymbols, MaxLiteralLength);
    private readonly HuffmanCode _distances = new(DeflateCodes.DistanceSymbols, MaxDistanceLength);
    private readonly CodeLengths _lengths = new();

    // A literal's or length's word with its own length above, so that one read gives both; lengths have their extra bits in the word already.
    private readonly uint[] _literalWords = new uint[DeflateCodes.EndOfBlock + 1];
    private readonly uint[] _lengthWords = new uint[DeflateCodes.MaxMatch + 1];

    private enum BlockType
    {
        Stored = 0,
        Fixed = 1,
        Dynamic = 2,
    }

    /// <summary>Writes a block that is not the last.</summary>
    /// <param name="text">Its text; not empty.</param>
    /// <param name="symbols">What was found in it.</param>
    /// <param name="output">Takes it; there is room for <see cref="MaxLength"/>.</param>
    public void Write(ReadOnlySpan<byte> text, BlockSymbols symbols, ref BitWriter output)
    {
        _literals.Build(symbols.Literals);
        _distances.Build(symbols.Distances);
        _lengths.Prepare(_literals, _distances);
        var ownBits = _lengths.Bits + Bits(symbols, _literals, _distances);
        var fixedBits = Bits(symbols, FixedLiterals, FixedDistances);
        if (Math.Min(ownBits, fixedBits) >= 8L * text.Length)
        {
            WriteStored(text, ref output);
        }
        else if (fixedBits <= ownBits)
        {
            Begin(BlockType.Fixed, ref output);
            WriteSymbols(text, symbols, FixedLiterals, FixedDistances, ref output);
        }
        else
        {
            Begin(BlockType.Dynamic, ref output);
            _lengths.Write(ref output);
            WriteSymbols(text, symbols, _literals, _distances, ref output);
        }
    }

    /// <summary>Writes an empty stored block: what follows begins on a byte.</summary>
    public static void WriteFlush(ref BitWriter output) => WriteStored([], ref output);

    private static void WriteStored(ReadOnlySpan<byte> text, ref BitWriter output)
    {
        do
        {
            var length = Math.Min(text.Length, MaxStored);
            Begin(BlockType.Stored, ref output);
            output.Align();
            output.Add((uint)length | ((uint)(ushort)~length << 16), 32);
            output.Flush();
            output.Write(text[..length]);
            text = text[length..];
        }
        while (!text.IsEmpty);
    }

    // BFINAL is never set: a fragment is not the end of the stream.
    private static void Begin(BlockType type, ref BitWriter output)
    {
        output.Add((uint)type << 1, 3);
        output.Flush();
    }

    private static long Bits(BlockSymbols symbols, HuffmanCode literals, HuffmanCode distances)
    {
        var bits = 0L;
        for (var symbol = 0; symbol < symbols.Literals.Length; symbol++)
        {
            bits += (long)symbols.Literals[symbol] * (literals.Lengths[symbol] + DeflateCodes.ExtraBitsOfLiteral(symbol));
        }

        for (var symbol = 0; symbol < symbols.Distances.Length; symbol++)
        {
            bits += (long)symbols.Distances[symbol] * (distances.Lengths[symbol] + DeflateCodes.ExtraBitsOfDistance(symbol));
        }

        return bits;
    }

    private static HuffmanCode MakeFixedLiterals()
    {
        var lengths = new byte[DeflateCodes.FixedLiteralSymbols];
        lengths.AsSpan(0, 144).Fill(8);
        lengths.AsSpan(144, 112).Fill(9);
        lengths.AsSpan(256, 24).Fill(7);
        lengths.AsSpan(280).Fill(8);
        var code = new HuffmanCode(DeflateCodes.FixedLiteralSymbols, MaxLiteralLength);
        code.Set(lengths);
        return code;
    }

    private static HuffmanCode MakeFixedDistances()
    {
        var lengths = new byte[DeflateCodes.DistanceSymbols];
        lengths.AsSpan().Fill(5);
        var code = new HuffmanCode(DeflateCodes.DistanceSymbols, MaxDistanceLength);
        code.Set(lengths);
        return code;
    }

    private void WriteSymbols(ReadOnlySpan<byte> text, BlockSymbols symbols, HuffmanCode literals, HuffmanCode distances, ref BitWriter output)
    {
        PrepareWords(literals);
        fixed (byte* start = text)
        fixed (uint* literalWords = _literalWords)
        fixed (uint* lengthWords = _lengthWords)
        {
            // The writer's own fields, kept in registers.
            var writer = output;
            var at = start;
            foreach (var match in symbols.Matches)
            {
                at = WriteLiterals(at, BlockSymbols.Run(match), literalWords, ref writer);
                var (length, distance) = (BlockSymbols.Length(match), BlockSymbols.Distance(match));
                var word = lengthWords[length];
                writer.Add(word & WordMask, (int)(word >> WordShift));
                var symbol = DeflateCodes.DistanceSymbol(distance);
                var bits = distances.Lengths[symbol];
                writer.Add(distances.Words[symbol] | ((ulong)(distance - DeflateCodes.BaseOfDistance(symbol)) << bits), bits + DeflateCodes.ExtraBitsOfDistance(symbol));
                writer.Flush();
                at += length;
            }

            _ = WriteLiterals(at, (int)(start + text.Length - at), literalWords, ref writer);
            var end = literalWords[DeflateCodes.EndOfBlock];
            writer.Add(end & WordMask, (int)(end >> WordShift));
            writer.Flush();
            output = writer;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* WriteLiterals(byte* at, int count, uint* words, ref BitWriter writer)
    {
        for (; count >= 4; count -= 4)
        {
            Add(words[at[0]], ref writer);
            Add(words[at[1]], ref writer);
            Add(words[at[2]], ref writer);
            Add(words[at[3]], ref writer);
            writer.Flush();
            at += 4;
        }

        for (; count > 0; count--)
        {
            Add(words[*at++], ref writer);
        }

        writer.Flush();
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(uint word, ref BitWriter writer) => writer.Add(word & WordMask, (int)(word >> WordShift));

    private void PrepareWords(HuffmanCode literals)
    {
        for (var symbol = 0; symbol < _literalWords.Length; symbol++)
        {
            _literalWords[symbol] = literals.Words[symbol] | ((uint)literals.Lengths[symbol] << WordShift);
        }

        for (var length = DeflateCodes.MinMatch; length <= DeflateCodes.MaxMatch; length++)
        {
            var symbol = DeflateCodes.LengthSymbol(length);
            var bits = literals.Lengths[symbol];
            _lengthWords[length] = literals.Words[symbol]
                | ((uint)(length - DeflateCodes.BaseOfLength(symbol)) << bits)
                | ((uint)(bits + DeflateCodes.ExtraBitsOfLiteral(symbol)) << WordShift);
        }
    }
}
