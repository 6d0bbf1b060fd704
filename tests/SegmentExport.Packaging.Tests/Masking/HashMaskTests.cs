using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Packaging.Tests.Masking;

public sealed class HashMaskTests
{
    private static readonly MaskingRule Rule = new() { Kind = MaskingKind.Hash };

    [Fact]
    public void Mask_AnyKeyAndValue_IsTheHmacInLowerCaseHexadecimal() =>
        Gen.Select(Gen.Byte.Array[32, 200], Gen.Byte.Array[1, 300]).Sample((key, value) =>
        {
            var masked = Masks.Apply(ValueMasks.Create(Rule, key), value);
            return Encoding.ASCII.GetString(masked!) == Convert.ToHexStringLower(HMACSHA256.HashData(key, value));
        });

    [Fact]
    public void Mask_SameValueTwice_IsTheSameForAKeyAndDiffersBetweenKeys()
    {
        var one = ValueMasks.Create(Rule, Masks.Key);
        var again = ValueMasks.Create(Rule, Masks.Key);
        var other = ValueMasks.Create(Rule, new byte[32]);

        Gen.Byte.Array[1, 300].Sample(value =>
            Masks.Apply(one, value).AsSpan().SequenceEqual(Masks.Apply(again, value)) && !Masks.Apply(one, value).AsSpan().SequenceEqual(Masks.Apply(other, value)), threads: 1);
    }

    [Fact]
    public void Create_ShortKey_IsRefused()
    {
        var fault = Assert.Throws<ArgumentException>(() => ValueMasks.Create(Rule, new byte[31]));

        Assert.StartsWith("Found a key of 31 bytes; the rule hash needs at least 32.", fault.Message, StringComparison.Ordinal);
    }
}
