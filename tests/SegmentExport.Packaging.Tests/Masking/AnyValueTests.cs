using System.Text;
using System.Text.Unicode;
using CsCheck;

namespace SegmentExport.Packaging.Tests.Masking;

/// <summary>What holds for every rule and whatever bytes. A mask is one thread's, so its samples are too.</summary>
public sealed class AnyValueTests
{
    public static TheoryData<string> Rules => GoldenVectorTests.Rules;

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mask_AnyBytes_GivesShortEnoughTextAndNoFault(string rule)
    {
        var mask = Masks.Create(rule);

        MaskGen.Bytes.Sample(value => Masks.Apply(mask, value) is not { } masked || (masked.Length > 0 && Utf8.IsValid(masked)), iter: 10_000, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mask_SameValueAgain_GivesTheSame(string rule)
    {
        var mask = Masks.Create(rule);

        Gen.Select(MaskGen.Bytes, MaskGen.Bytes).Sample((value, other) =>
        {
            var first = Masks.Apply(mask, value);
            _ = Masks.Apply(mask, other);
            return first.AsSpan().SequenceEqual(Masks.Apply(mask, value)) && first.AsSpan().SequenceEqual(Masks.Apply(Masks.Create(rule), value));
        }, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mask_BytesThatAreNoText_AreMaskedWhole(string rule)
    {
        var mask = Masks.Create(rule);
        var whole = rule switch { "hash" => 64, "null" => 0, _ => 3 };

        MaskGen.Bytes.Where(value => !Utf8.IsValid(value)).Sample(value => (Masks.Apply(mask, value)?.Length ?? 0) == whole, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mask_HiddenText_IsNotInTheResult(string rule)
    {
        // 24 letters that stand in no rule's own output, with a frame around them that keep may show.
        var mask = Masks.Create(rule);
        var secret = Gen.Char['g', 'w'].Array[24].Select(letters => new string(letters));

        Gen.Select(secret, Gen.OneOf("", "1", "13800138000 ", "广东省深圳市", "a@", "2024-05-31 ", "192.0.2."), Gen.OneOf("", "@example.com", " 13800138000", ":80", ".example"))
            .Where((_, front, end) => !(front.EndsWith('@') && end.StartsWith('.')))
            .Sample((hidden, front, end) =>
            {
                var masked = Masks.Apply(mask, Encoding.UTF8.GetBytes(front + hidden + end));
                var shown = masked is null || rule == "hash" ? "" : Encoding.UTF8.GetString(masked);
                return Enumerable.Range(0, hidden.Length - 5).All(at => !shown.Contains(hidden.Substring(at, 5), StringComparison.Ordinal));
            }, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mask_ManyValues_AllocatesNothing(string rule)
    {
        var mask = Masks.Create(rule);
        var values = MaskVectors.Read().Select(vector => MaskVectors.Bytes(vector.Value)).ToArray();
        var destination = new byte[values.Max(value => mask.MaxLength(value.Length))];
        foreach (var value in values)
        {
            _ = mask.Mask(value, destination);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var value in values)
        {
            _ = mask.Mask(value, destination);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Mask_VeryLongValue_NeedsNoMoreThanPromised(string rule)
    {
        var mask = Masks.Create(rule);

        Assert.All(
            new[] { new string('1', 100_000), new string('张', 50_000), "e" + new string('\u0301', 50_000), string.Concat(Enumerable.Repeat("\U0001F469\u200D", 20_000)) },
            value => Assert.True(Masks.Apply(mask, Encoding.UTF8.GetBytes(value)) is null or { Length: > 0 and < 300 }));
        Assert.InRange(mask.MaxLength(int.MaxValue), 0, 1000);
    }
}
