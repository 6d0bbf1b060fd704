using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SegmentExport.Packaging.Masking.Hashing;

namespace SegmentExport.Packaging.Tests.Masking;

public sealed class HmacLanesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Hash_AnyValues_AreThePlatforms(int keyLength) =>
        Gen.Select(Gen.Byte.Array[keyLength], Gen.Byte.Array[0, HmacLanes.MaxValueLength].Array[0, 40]).Sample((key, values) =>
        {
            var lanes = new HmacLanes(key);
            var results = new byte[values.Length * HmacLanes.ResultLength];
            for (var i = 0; i < values.Length; i++)
            {
                lanes.Add(values[i], i, results);
            }

            lanes.Flush(results);
            Assert.Equal(string.Concat(values.Select(value => Convert.ToHexStringLower(HMACSHA256.HashData(key, value)))), Encoding.ASCII.GetString(results));
        }, iter: 300);

    [Fact]
    public void Hash_OneKeyAfterAnother_RemembersNothing()
    {
        var (first, second) = (new HmacLanes("a key"u8), new HmacLanes("a key"u8));
        var (one, other) = (new byte[2 * HmacLanes.ResultLength], new byte[HmacLanes.ResultLength]);
        first.Add("a longer value than the next one"u8, 0, one);
        first.Flush(one);
        first.Add("x"u8, 1, one);
        first.Flush(one);
        second.Add("x"u8, 0, other);
        second.Flush(other);

        Assert.Equal(one[HmacLanes.ResultLength..], other);
    }
}
