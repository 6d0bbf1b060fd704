namespace SegmentExport.Packaging.Deflate;

/// <summary>A canonical Huffman code of limited length (RFC 1951 section 3.2.2), for the frequencies of one block. Reused for block after block.</summary>
/// <param name="symbols">How many symbols there are; at least 2.</param>
/// <param name="maxLength">The longest word, in bits.</param>
internal sealed class HuffmanCode(int symbols, int maxLength)
{
    private const int SymbolBits = 16;

    private readonly ulong[] _sorted = new ulong[symbols];
    private readonly int[] _depths = new int[symbols];
    private readonly int[] _counts = new int[symbols + 1];
    private readonly int[] _next = new int[maxLength + 1];

    /// <summary>The length of each symbol's word; 0: it has none.</summary>
    public byte[] Lengths { get; } = new byte[symbols];

    /// <summary>Each symbol's word, its first bit lowest.</summary>
    public ushort[] Words { get; } = new ushort[symbols];

    /// <summary>Makes the code of frequencies.</summary>
    /// <param name="frequencies">How often each symbol is used. Where fewer than two are, others get a word too: some decoders refuse a code of one word.</param>
    public void Build(ReadOnlySpan<int> frequencies)
    {
        var used = Sort(frequencies);
        FindDepths(used);
        Limit(used);
        SetLengths(used);
        SetWords();
    }

    /// <summary>Takes lengths as they are.</summary>
    public void Set(ReadOnlySpan<byte> lengths)
    {
        lengths.CopyTo(Lengths);
        SetWords();
    }

    private int Sort(ReadOnlySpan<int> frequencies)
    {
        var used = 0;
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            if (frequencies[symbol] > 0)
            {
                _sorted[used++] = ((ulong)frequencies[symbol] << SymbolBits) | (uint)symbol;
            }
        }

        for (var symbol = 0; used < 2; symbol++)
        {
            if (frequencies[symbol] == 0)
            {
                _sorted[used++] = (1ul << SymbolBits) | (uint)symbol;
            }
        }

        // Equal frequencies are ordered by symbol, so the same block always gets the same code.
        Array.Sort(_sorted, 0, used);
        return used;
    }

    // Depths of the leaves of the optimal tree, in place: Moffat and Katajainen, "In-Place Calculation of Minimum-Redundancy Codes" (1995).
    private void FindDepths(int used)
    {
        var tree = _depths;
        for (var i = 0; i < used; i++)
        {
            tree[i] = (int)(_sorted[i] >> SymbolBits);
        }

        var (root, leaf) = (0, 0);
        for (var node = 0; node < used - 1; node++)
        {
            var weight = 0;
            for (var child = 0; child < 2; child++)
            {
                if (leaf >= used || (root < node && tree[root] < tree[leaf]))
                {
                    weight += tree[root];
                    tree[root++] = node;
                }
                else
                {
                    weight += tree[leaf++];
                }
            }

            tree[node] = weight;
        }

        tree[used - 2] = 0;
        for (var node = used - 3; node >= 0; node--)
        {
            tree[node] = tree[tree[node]] + 1;
        }

        CountLeaves(used);
    }

    // From the depths of the inner nodes to how many leaves there are at each depth.
    private void CountLeaves(int used)
    {
        Array.Clear(_counts);
        var (node, free) = (used - 2, 1);
        for (var depth = 0; free > 0; depth++)
        {
            var inner = 0;
            for (; node >= 0 && _depths[node] == depth; node--)
            {
                inner++;
            }

            _counts[depth] = free - inner;
            free = 2 * inner;
        }
    }

    // Words that are too long are cut to the longest allowed; then others grow until all fit again (Kraft's sum is 1).
    private void Limit(int used)
    {
        for (var length = maxLength + 1; length <= used; length++)
        {
            _counts[maxLength] += _counts[length];
            _counts[length] = 0;
        }

        var sum = 0L;
        for (var length = 1; length <= maxLength && length <= used; length++)
        {
            sum += (long)_counts[length] << (maxLength - length);
        }

        for (; sum > 1L << maxLength; sum--)
        {
            var length = maxLength - 1;
            while (_counts[length] == 0)
            {
                length--;
            }

            _counts[length]--;
            _counts[length + 1] += 2;
            _counts[maxLength]--;
        }
    }

    private void SetLengths(int used)
    {
        Array.Clear(Lengths);
        var next = used;
        for (var length = 1; next > 0; length++)
        {
            for (var i = _counts[length]; i > 0; i--)
            {
                Lengths[(ushort)_sorted[--next]] = (byte)length;
            }
        }
    }

    private void SetWords()
    {
        Array.Clear(_next);
        foreach (var length in Lengths)
        {
            _next[length]++;
        }

        var (word, count) = (0, 0);
        _next[0] = 0;
        for (var length = 1; length <= maxLength; length++)
        {
            word = (word + count) << 1;
            (count, _next[length]) = (_next[length], word);
        }

        for (var symbol = 0; symbol < symbols; symbol++)
        {
            var length = Lengths[symbol];
            Words[symbol] = length == 0 ? (ushort)0 : Reverse(_next[length]++, length);
        }
    }

    private static ushort Reverse(int word, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++)
        {
            reversed = (reversed << 1) | (word >> i & 1);
        }

        return (ushort)reversed;
    }
}
