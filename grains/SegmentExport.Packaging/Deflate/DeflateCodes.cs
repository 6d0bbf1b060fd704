namespace SegmentExport.Packaging.Deflate;

/// <summary>The symbols of deflate (RFC 1951 section 3.2.5): which one stands for a length or a distance, and how many bits follow it.</summary>
internal static class DeflateCodes
{
    /// <summary>The shortest match that can be written.</summary>
    public const int MinMatch = 3;

    /// <summary>The longest match that can be written.</summary>
    public const int MaxMatch = 258;

    /// <summary>The farthest match that can be written.</summary>
    public const int MaxDistance = 32 * 1024;

    /// <summary>The symbol that ends a block.</summary>
    public const int EndOfBlock = 256;

    /// <summary>Literals, the end of a block and lengths.</summary>
    public const int LiteralSymbols = 286;

    /// <summary>Those that the fixed code has words for; the last two stand for nothing.</summary>
    public const int FixedLiteralSymbols = 288;

    /// <summary>Distances.</summary>
    public const int DistanceSymbols = 30;

    private const int FirstLengthSymbol = 257;
    private const int NearDistances = 256;
    private const int FarShift = 7;

    private static readonly byte[] LengthExtraBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] LengthBases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly byte[] LengthSymbols = MakeLengthSymbols();
    private static readonly byte[] DistanceSymbolTable = MakeDistanceSymbols();

    /// <summary>The symbol of a length.</summary>
    public static int LengthSymbol(int length) => FirstLengthSymbol + LengthSymbols[length - MinMatch];

    /// <summary>The symbol of a distance.</summary>
    /// <param name="distance">From 1.</param>
    public static int DistanceSymbol(int distance) =>
        DistanceSymbolTable[distance <= NearDistances ? distance - 1 : NearDistances + ((distance - 1) >> FarShift)];

    /// <summary>How many bits follow a literal or length symbol.</summary>
    public static int ExtraBitsOfLiteral(int symbol) => symbol < FirstLengthSymbol ? 0 : LengthExtraBits[symbol - FirstLengthSymbol];

    /// <summary>The shortest length of a symbol.</summary>
    public static int BaseOfLength(int symbol) => LengthBases[symbol - FirstLengthSymbol];

    /// <summary>How many bits follow a distance symbol.</summary>
    public static int ExtraBitsOfDistance(int symbol) => symbol < 2 ? 0 : (symbol >> 1) - 1;

    /// <summary>The nearest distance of a symbol.</summary>
    public static int BaseOfDistance(int symbol) => symbol < 2 ? symbol + 1 : 1 + ((2 | (symbol & 1)) << ((symbol >> 1) - 1));

    private static byte[] MakeLengthSymbols()
    {
        var symbols = new byte[MaxMatch - MinMatch + 1];
        for (var length = MinMatch; length <= MaxMatch; length++)
        {
            symbols[length - MinMatch] = (byte)Array.FindLastIndex(LengthBases, start => start <= length);
        }

        return symbols;
    }

    // Symbols of near distances one by one, then those of each 128 distances.
    private static byte[] MakeDistanceSymbols()
    {
        var symbols = new byte[NearDistances + (MaxDistance >> FarShift)];
        for (var symbol = 0; symbol < DistanceSymbols; symbol++)
        {
            var last = BaseOfDistance(symbol) + (1 << ExtraBitsOfDistance(symbol)) - 1;
            for (var distance = BaseOfDistance(symbol); distance <= last; distance++)
            {
                symbols[distance <= NearDistances ? distance - 1 : NearDistances + ((distance - 1) >> FarShift)] = (byte)symbol;
            }
        }

        return symbols;
    }
}
