using System.IO.Compression;
using CsCheck;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Tests.Fragments;

public sealed class FragmentEncoderTests
{
    private const int MaxPiece = 128 * 1024;

    // Text that repeats near and far, text that never does, and all between.
    private static readonly Gen<byte[]> Texts =
        Gen.Select(Gen.Int[0, 700_000], Gen.Int[1, 256], Gen.Int[1, 60_000], Gen.Int[0, 1000], Gen.Int).Select((length, alphabet, distance, repeats, seed) =>
        {
            var (text, random) = (new byte[length], new Random(seed));
            for (var i = 0; i < length; i++)
            {
                text[i] = (byte)random.Next(alphabet);
            }

            for (var r = 0; r < repeats && length > distance; r++)
            {
                var at = random.Next(distance, length);
                for (var left = Math.Min(random.Next(1, 600), length - at); left > 0; left--, at++)
                {
                    text[at] = text[at - distance];
                }
            }

            return text;
        });

    [Theory]
    [InlineData(PartCompression.Deflate)]
    [InlineData(PartCompression.Zstd)]
    public void Write_AnyText_ReadsBackEqual(PartCompression compression) =>
        Gen.Select(Texts.Array[1, 3], Gen.Int[1, MaxPiece]).Sample((fragments, piece) =>
        {
            using var stored = new MemoryStream();
            using (var encoder = FragmentEncoder.Create(compression, stored))
            {
                foreach (var text in fragments)
                {
                    Write(encoder, text, piece);
                }
            }

            Assert.Equal(fragments.SelectMany(text => text), Read(stored, compression));
        }, iter: 60);

    [Theory]
    [InlineData(PartCompression.Deflate)]
    [InlineData(PartCompression.Zstd)]
    public void Write_SecondFragment_IsWhatItWouldBeAlone(PartCompression compression) =>
        Gen.Select(Texts, Texts).Sample((first, second) =>
        {
            using var both = new MemoryStream();
            using (var encoder = FragmentEncoder.Create(compression, both))
            {
                Write(encoder, first, MaxPiece);
                Write(encoder, second, MaxPiece);
            }

            Assert.Equal(Alone(first).Concat(Alone(second)), both.ToArray());

            byte[] Alone(byte[] text)
            {
                using var alone = new MemoryStream();
                using var encoder = FragmentEncoder.Create(compression, alone);
                Write(encoder, text, MaxPiece);
                return alone.ToArray();
            }
        }, iter: 30);

    [Fact]
    public void Write_LongRuns_AreShort()
    {
        using var stored = new MemoryStream();
        using var encoder = FragmentEncoder.Create(PartCompression.Deflate, stored);
        Write(encoder, new byte[1_000_000], MaxPiece);

        Assert.InRange(stored.Length, 1, 5_000);
    }

    [Fact]
    public void Write_Noise_IsStoredAsItIs()
    {
        var noise = new byte[1_000_000];
        new Random(1).NextBytes(noise);
        using var stored = new MemoryStream();
        using var encoder = FragmentEncoder.Create(PartCompression.Deflate, stored);
        Write(encoder, noise, MaxPiece);

        Assert.InRange(stored.Length, noise.Length, noise.Length + 200);
    }

    private static void Write(FragmentEncoder encoder, ReadOnlySpan<byte> text, int piece)
    {
        for (; !text.IsEmpty; text = text[Math.Min(piece, text.Length)..])
        {
            encoder.Write(text[..Math.Min(piece, text.Length)]);
        }

        encoder.EndFragment();
    }

    // Readers that are not ours; a deflate stream ends with an empty final block.
    private static byte[] Read(MemoryStream stored, PartCompression compression)
    {
        if (compression == PartCompression.Deflate)
        {
            stored.Write([0x03, 0x00]);
        }

        stored.Position = 0;
        using Stream reader = compression == PartCompression.Deflate
            ? new DeflateStream(stored, CompressionMode.Decompress, leaveOpen: true)
            : new ZstdSharp.DecompressionStream(stored, leaveOpen: true);
        using var text = new MemoryStream();
        reader.CopyTo(text);
        return text.ToArray();
    }
}
