using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SegmentExport.Packaging.Masking.Hashing;

/// <summary>
/// The block function of SHA-256 (FIPS 180-4 section 6.2.2) over eight messages at a time, one a lane of each vector. A call into a library for each value costs several
/// times what the hash itself does.
/// </summary>
internal static class Sha256Lanes
{
    /// <summary>Messages at a time.</summary>
    public const int Count = 8;

    /// <summary>32-bit words of a block.</summary>
    public const int BlockWords = 16;

    /// <summary>32-bit words of a state.</summary>
    public const int StateWords = 8;

    // Section 4.2.2.
    private static readonly uint[] RoundConstants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The state that every message begins with (section 5.3.3).</summary>
    public static ReadOnlySpan<uint> InitialState => [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Takes one block of each message into its state.</summary>
    /// <param name="state">The states, word by word: <see cref="StateWords"/> vectors.</param>
    /// <param name="block">The blocks, word by word: <see cref="BlockWords"/> vectors. Overwritten.</param>
    public static void Compress(Span<Vector256<uint>> state, Span<Vector256<uint>> block)
    {
        ref var schedule = ref MemoryMarshal.GetReference(block[..BlockWords]);
        ref var constants = ref MemoryMarshal.GetArrayDataReference(RoundConstants);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var t = 0; t < 64; t++)
        {
            ref var word = ref Unsafe.Add(ref schedule, t & 15);
            if (t >= BlockWords)
            {
                word += SmallSigma1(Unsafe.Add(ref schedule, (t + 14) & 15)) + Unsafe.Add(ref schedule, (t + 9) & 15) + SmallSigma0(Unsafe.Add(ref schedule, (t + 1) & 15));
            }

            var choose = g ^ (e & (f ^ g));
            var majority = (a & b) | (c & (a | b));
            var first = h + BigSigma1(e) + choose + Vector256.Create(Unsafe.Add(ref constants, t)) + word;
            var second = BigSigma0(a) + majority;
            (h, g, f, e) = (g, f, e, d + first);
            (d, c, b, a) = (c, b, a, first + second);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    // Section 4.1.2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> BigSigma0(Vector256<uint> x) => Rotate(x, 2) ^ Rotate(x, 13) ^ Rotate(x, 22);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> BigSigma1(Vector256<uint> x) => Rotate(x, 6) ^ Rotate(x, 11) ^ Rotate(x, 25);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> SmallSigma0(Vector256<uint> x) => Rotate(x, 7) ^ Rotate(x, 18) ^ (x >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> SmallSigma1(Vector256<uint> x) => Rotate(x, 17) ^ Rotate(x, 19) ^ (x >>> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> x, int right) => (x >>> right) | (x << (32 - right));
}
