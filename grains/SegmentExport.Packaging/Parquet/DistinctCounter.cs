using System.IO.Hashing;
using System.Numerics;

namespace SegmentExport.Packaging.Parquet;

/// <summary>
/// Tells about how many different values there are, by linear counting (Whang, Vander-Zanden, Taylor, "A Linear-Time Probabilistic Counting Algorithm"): a bit for each
/// hash code, and the share of bits that stay empty.
/// </summary>
internal sealed class DistinctCounter
{
    private const int Bits = 1 << 18;

    private readonly ulong[] _seen = new ulong[Bits / 64];

    /// <summary>How many values were added.</summary>
    public int Count { get; private set; }

    /// <summary>About how many of them differ.</summary>
    public double Distinct
    {
        get
        {
            var empty = Bits - _seen.Sum(BitOperations.PopCount);
            return -Bits * Math.Log((double)Math.Max(empty, 1) / Bits);
        }
    }

    /// <summary>Adds a value.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        var bit = XxHash3.HashToUInt64(value) % Bits;
        _seen[bit / 64] |= 1ul << (int)(bit % 64);
        Count++;
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Array.Clear(_seen);
        Count = 0;
    }
}
