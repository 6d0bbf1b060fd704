using System.IO.Hashing;
using CsCheck;
using SegmentExport.Packaging.Checksums;

namespace SegmentExport.Packaging.Tests.Checksums;

public sealed class Crc32CombinerTests
{
    [Fact]
    public void Combine_AnyTwoTexts_IsTheChecksumOfBothJoined() =>
        Gen.Select(Gen.Byte.Array[0, 5000], Gen.Byte.Array[0, 5000]).Sample((first, second) =>
            Crc32Combiner.Combine(Crc32.HashToUInt32(first), Crc32.HashToUInt32(second), second.Length) == Crc32.HashToUInt32([.. first, .. second]));

    [Fact]
    public void Combine_SecondIsLongerThan4GiB_IsWhatThePowersSay()
    {
        // 2^33 zero bytes are 2^32 of them twice.
        var once = Crc32Combiner.Combine(0x12345678, 0, 1L << 32);
        var twice = Crc32Combiner.Combine(once, 0, 1L << 32);

        Assert.Equal(twice, Crc32Combiner.Combine(0x12345678, 0, 1L << 33));
        Assert.NotEqual(once, twice);
    }

    [Fact]
    public void Combine_NegativeLength_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Crc32Combiner.Combine(0, 0, -1));
}
