using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentExport.Packaging.Deflate;

/// <summary>A block as literals and matches, with how often each symbol is used.</summary>
internal sealed class BlockSymbols : IDisposable
{
    /// <summary>The longest block, in bytes of text.</summary>
    public const int MaxText = 128 * 1024;

    private const int LengthShift = 16;
    private const int RunShift = 32;

    // A match: literals before it, its length, its distance less one. All of it in one word, so that taking one up is one write.
    private readonly ulong[] _matches = ArrayPool<ulong>.Shared.Rent(MaxText / DeflateCodes.MinMatch);

    /// <summary>How often each literal, the end and each length is used.</summary>
    public int[] Literals { get; } = new int[DeflateCodes.LiteralSymbols];

    /// <summary>How often each distance is used.</summary>
    public int[] Distances { get; } = new int[DeflateCodes.DistanceSymbols];

    /// <summary>The matches, in order; see the static methods for what is in them.</summary>
    public ReadOnlySpan<ulong> Matches => _matches.AsSpan(0, Count);

    /// <summary>How many matches there are.</summary>
    public int Count { get; private set; }

    /// <summary>Literals before a match.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Run(ulong match) => (int)(match >> RunShift);

    /// <summary>A match's length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Length(ulong match) => (ushort)(match >> LengthShift);

    /// <summary>A match's distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(ulong match) => (ushort)match + 1;

    /// <summary>Begins a block.</summary>
    public void Clear()
    {
        Array.Clear(Literals);
        Array.Clear(Distances);
        Literals[DeflateCodes.EndOfBlock] = 1;
        Count = 0;
    }

    /// <summary>Adds literals and a match behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> literals, int length, int distance)
    {
        AddLiterals(literals);
        _matches[Count++] = ((ulong)literals.Length << RunShift) | ((uint)length << LengthShift) | (uint)(distance - 1);
        Literals[DeflateCodes.LengthSymbol(length)]++;
        Distances[DeflateCodes.DistanceSymbol(distance)]++;
    }

    /// <summary>Adds the literals behind the last match.</summary>
    public void AddLiterals(ReadOnlySpan<byte> literals)
    {
        ref var counts = ref MemoryMarshal.GetArrayDataReference(Literals);
        foreach (var literal in literals)
        {
            Unsafe.Add(ref counts, (nint)literal)++;
        }
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<ulong>.Shared.Return(_matches);
}
