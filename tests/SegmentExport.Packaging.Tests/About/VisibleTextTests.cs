using SegmentExport.Packaging.About;

namespace SegmentExport.Packaging.Tests.About;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Autumn campaign 秋季 🌸👩‍💻", "Autumn campaign 秋季 🌸👩‍💻")]
    [InlineData("one\r\ntwo\nthree\u2028four\u0085five\tsix", "one two three four five six")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u061Ce", "a[U+202E]b[U+2066]c[U+200F]d[U+061C]e")]
    [InlineData("a\0b\u0007c\u007F\u009B", "a[U+0000]b[U+0007]c[U+007F][U+009B]")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero[U+200B]width[U+FEFF]")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("", "")]
    public void Of_AnyText_ShowsWhatItIs(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Of_HalfASurrogatePair_IsReplaced() => Assert.Equal("a\uFFFDb", VisibleText.Of("a\uD83Cb"));
}
