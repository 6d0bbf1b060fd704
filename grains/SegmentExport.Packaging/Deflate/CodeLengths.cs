namespace SegmentExport.Packaging.Deflate;

/// <summary>The lengths of a block's two codes as they stand before the block: runs shortened, and coded themselves (RFC 1951 section 3.2.7).</summary>
internal sealed class CodeLengths
{
    private const int MaxLength = 7;
    private const int RepeatLast = 16;
    private const int FewZeros = 17;
    private const int ManyZeros = 18;
    private const int Symbols = 19;
    private const int MinLiterals = 257;

    private readonly HuffmanCode _code = new(Symbols, MaxLength);
    private readonly int[] _frequencies = new int[Symbols];
    private readonly byte[] _lengths = new byte[DeflateCodes.LiteralSymbols + DeflateCodes.DistanceSymbols];
    private readonly (byte Symbol, byte Extra)[] _runs = new (byte Symbol, byte Extra)[DeflateCodes.LiteralSymbols + DeflateCodes.DistanceSymbols];
    private int _literals;
    private int _distances;
    private int _lengthsGiven;
    private int _count;

    // The order in which the lengths of this code stand.
    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>How many bits <see cref="Write"/> takes.</summary>
    public int Bits { get; private set; }

    /// <summary>Prepares the lengths of a block's codes.</summary>
    public void Prepare(HuffmanCode literals, HuffmanCode distances)
    {
        _literals = Used(literals.Lengths, MinLiterals);
        _distances = Used(distances.Lengths, 1);
        literals.Lengths.AsSpan(0, _literals).CopyTo(_lengths);
        distances.Lengths.AsSpan(0, _distances).CopyTo(_lengths.AsSpan(_literals));
        ShortenRuns(_lengths.AsSpan(0, _literals + _distances));
        _code.Build(_frequencies);
        _lengthsGiven = Symbols;
        while (_lengthsGiven > 4 && _code.Lengths[Order[_lengthsGiven - 1]] == 0)
        {
            _lengthsGiven--;
        }

        Bits = 5 + 5 + 4 + (3 * _lengthsGiven);
        foreach (var (symbol, _) in _runs.AsSpan(0, _count))
        {
            Bits += _code.Lengths[symbol] + ExtraBits(symbol);
        }
    }

    /// <summary>Writes what was prepared.</summary>
    public void Write(ref BitWriter output)
    {
        output.Add((uint)(_literals - MinLiterals), 5);
        output.Add((uint)(_distances - 1), 5);
        output.Add((uint)(_lengthsGiven - 4), 4);
        output.Flush();
        for (var i = 0; i < _lengthsGiven; i++)
        {
            output.Add(_code.Lengths[Order[i]], 3);
            output.Flush();
        }

        foreach (var (symbol, extra) in _runs.AsSpan(0, _count))
        {
            output.Add(_code.Words[symbol], _code.Lengths[symbol]);
            output.Add(extra, ExtraBits(symbol));
            output.Flush();
        }
    }

    private static int Used(ReadOnlySpan<byte> lengths, int least)
    {
        var used = lengths.Length;
        while (used > least && lengths[used - 1] == 0)
        {
            used--;
        }

        return used;
    }

    private static int ExtraBits(byte symbol) => symbol switch { RepeatLast => 2, FewZeros => 3, ManyZeros => 7, _ => 0 };

    private void ShortenRuns(ReadOnlySpan<byte> lengths)
    {
        _count = 0;
        Array.Clear(_frequencies);
        while (!lengths.IsEmpty)
        {
            var length = lengths[0];
            var run = lengths.IndexOfAnyExcept(length);
            run = run < 0 ? lengths.Length : run;
            lengths = lengths[run..];
            if (length != 0)
            {
                Add(length, 0);
                run--;
            }

            while (run > 0)
            {
                run -= length == 0 ? AddZeros(run) : AddRepeats(length, run);
            }
        }
    }

    private int AddZeros(int run)
    {
        var taken = Math.Min(run, 138);
        switch (taken)
        {
            case < 3:
                Add(0, 0);
                return 1;
            case < 11:
                Add(FewZeros, (byte)(taken - 3));
                return taken;
            default:
                Add(ManyZeros, (byte)(taken - 11));
                return taken;
        }
    }

    private int AddRepeats(byte length, int run)
    {
        if (run < 3)
        {
            Add(length, 0);
            return 1;
        }

        var taken = Math.Min(run, 6);
        Add(RepeatLast, (byte)(taken - 3));
        return taken;
    }

    private void Add(byte symbol, byte extra)
    {
        _runs[_count++] = (symbol, extra);
        _frequencies[symbol]++;
    }
}
