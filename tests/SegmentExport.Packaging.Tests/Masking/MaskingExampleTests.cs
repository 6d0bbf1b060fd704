using System.Globalization;
using SegmentExport.Domain.Masking;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Packaging.Tests.Masking;

public sealed class MaskingExampleTests
{
    [Fact]
    public void Example_OfEveryRule_IsRecognised()
    {
        foreach (var kind in Enum.GetValues<MaskingKind>())
        {
            var example = MaskingExample.Of(new() { Kind = kind, First = 3, Last = 4, Bounds = [18, 30, 60] });

            Assert.NotEqual(example.Value, example.Masked);
            Assert.True(kind == MaskingKind.Redact || example.Masked != "***", $"{kind} does not recognise '{example.Value}'.");
        }
    }

    [Theory]
    [InlineData(3, 4, "AB12345678", "AB1***5678")]
    [InlineData(0, 0, "AB12345678", "***")]
    [InlineData(0, 2, "AB12345678", "***78")]
    [InlineData(8, 4, "AB12345678AB123", "AB123456***B123")]
    public void Example_OfKeep_ShowsItsParameters(int first, int last, string value, string masked) =>
        Assert.Equal(new(value, masked), MaskingExample.Of(new() { Kind = MaskingKind.Keep, First = first, Last = last }));

    [Theory]
    [InlineData("45", "[30,60)", "18,30,60")]
    [InlineData("100", "≥100", "100")]
    [InlineData("0.55", "[0.5,0.6)", "0.5,0.6")]
    [InlineData("-15", "[-20,-10)", "-20,-10")]
    public void Example_OfBucket_LiesInARangeOfItsBounds(string value, string masked, string bounds) =>
        Assert.Equal(new(value, masked), MaskingExample.Of(new() { Kind = MaskingKind.Bucket, Bounds = [.. bounds.Split(',').Select(bound => decimal.Parse(bound, CultureInfo.InvariantCulture))] }));

    [Fact]
    public void Example_OfTheLargestBounds_IsOneToo() =>
        Assert.Equal($"[{decimal.MinValue},{decimal.MaxValue})", MaskingExample.Of(new() { Kind = MaskingKind.Bucket, Bounds = [decimal.MinValue, decimal.MaxValue] }).Masked);
}
