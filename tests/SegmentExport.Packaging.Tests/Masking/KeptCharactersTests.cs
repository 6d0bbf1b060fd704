using System.Globalization;
using System.Text;
using CsCheck;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Packaging.Tests.Masking;

/// <summary>The rules that keep user-perceived characters, against .NET's own segmentation of strings.</summary>
public sealed class KeptCharactersTests
{
    [Fact]
    public void FirstLength_AnyText_IsTheFirstTextElement() => MaskGen.Text.Sample(text =>
    {
        var expected = Encoding.UTF8.GetByteCount(StringInfo.GetNextTextElement(text));
        return Graphemes.FirstLength(Encoding.UTF8.GetBytes(text)) == (expected > Graphemes.MaxLength ? -1 : expected);
    }, iter: 50_000);

    [Theory]
    [InlineData(62, 64)]
    [InlineData(63, -1)]
    public void FirstLength_MarksUpToTheLimit_BelongToTheCharacter(int bytesOfMarks, int length)
    {
        // Two bytes for é, two for a mark; an odd number ends in a mark of three bytes.
        var marks = bytesOfMarks % 2 == 0 ? new string('\u0301', bytesOfMarks / 2) : new string('\u0301', (bytesOfMarks - 3) / 2) + "\u20DD";

        Assert.Equal(length, Graphemes.FirstLength(Encoding.UTF8.GetBytes("é" + marks)));
        Assert.Equal(length, Graphemes.FirstLength(Encoding.UTF8.GetBytes("é" + marks + "张三丰")));
    }

    [Fact]
    public void FirstLength_EveryCharacterBetweenSimpleOnes_IsItsTextElement()
    {
        for (var number = 1; number <= 0x10FFFF; number++)
        {
            if (Rune.IsValid(number))
            {
                var text = $"张{new Rune(number)}a";
                Assert.Equal(Encoding.UTF8.GetByteCount(StringInfo.GetNextTextElement(text)), Graphemes.FirstLength(Encoding.UTF8.GetBytes(text)));
                Assert.Equal(Encoding.UTF8.GetByteCount(StringInfo.GetNextTextElement(text[1..])), Graphemes.FirstLength(Encoding.UTF8.GetBytes(text[1..])));
            }
        }
    }

    [Fact]
    public void Keep_AnyText_KeepsWholeCharactersAtBothEndsAndNoOthers() => Gen.Select(MaskGen.Text, Gen.Int[0, 5], Gen.Int[0, 5]).Sample((text, first, last) =>
    {
        var elements = Elements(text);
        var expected = elements.Count <= first + last || elements.Exists(element => Encoding.UTF8.GetByteCount(element) > Graphemes.MaxLength)
            ? "***"
            : string.Concat(elements[..first]) + "***" + string.Concat(elements[^last..]);
        var mask = Masks.Create(new MaskingRule { Kind = MaskingKind.Keep, First = first, Last = last });
        return Encoding.UTF8.GetString(Masks.Apply(mask, Encoding.UTF8.GetBytes(text))!) == expected;
    }, iter: 20_000);

    [Fact]
    public void Name_AnyText_KeepsTheFirstCharacterOfSeveral() => MaskGen.Text.Sample(text =>
    {
        var name = SkipBlanks(text);
        var first = name.Length == 0 ? "" : StringInfo.GetNextTextElement(name);
        var isKept = first.Length > 0 && SkipBlanks(name[first.Length..]).Length > 0 && Encoding.UTF8.GetByteCount(first) <= Graphemes.MaxLength;
        return Masks.Apply("name", text) == (isKept ? first + "**" : "***");
    }, iter: 20_000);

    [Fact]
    public void Email_AnyLocalPart_KeepsItsFirstCharacterOfSeveral() => MaskGen.Text.Sample(local =>
    {
        var shown = Masks.Apply("email", local + "@example.com");
        var first = StringInfo.GetNextTextElement(local.TrimStart(' ') + "@");
        return shown == "***" || (shown == first + "***@example.com" && local.TrimStart(' ') != first && !local.Contains('@'));
    }, iter: 20_000);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Create_NegativeCount_IsRefused(int first, int last) =>
        Assert.ThrowsAny<ArgumentException>(() => Masks.Create(new MaskingRule { Kind = MaskingKind.Keep, First = first, Last = last }));

    private static List<string> Elements(string text)
    {
        var elements = new List<string>();
        for (var at = 0; at < text.Length; at += elements[^1].Length)
        {
            elements.Add(StringInfo.GetNextTextElement(text, at));
        }

        return elements;
    }

    private static string SkipBlanks(string text) => string.Concat(text.EnumerateRunes().SkipWhile(rune => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)).Select(rune => rune.ToString()));
}
