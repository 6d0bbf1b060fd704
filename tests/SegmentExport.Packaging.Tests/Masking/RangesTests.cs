using System.Globalization;
using System.Text;
using CsCheck;
using SegmentExport.Domain.Masking;

namespace SegmentExport.Packaging.Tests.Masking;

/// <summary>The rules that make a value coarser: dates and numbers.</summary>
public sealed class RangesTests
{
    [Fact]
    public void Date_AnyMoment_ShowsItsMonthOrYear() => Gen.DateTime.Sample(moment =>
        new[] { "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.fffffffZ", "yyyy-MM-dd HH:mm:ss+00", "yyyy-MM-ddTHH:mm-03:30" }.All(format =>
        {
            var text = moment.ToString(format, CultureInfo.InvariantCulture);
            return Masks.Apply("date_to_month", text) == text[..7] && Masks.Apply("date_to_year", text) == text[..4];
        }));

    [Fact]
    public void Bucket_AnyNumber_IsInTheRangeThatHoldsIt() =>
        Gen.Select(Gen.Int[-1000, 1000].Array[1, 6], Gen.Int[-120_000, 120_000]).Sample((steps, cents) =>
        {
            var bounds = steps.Distinct().Order().Select(step => (decimal)step).ToArray();
            var number = cents / 100m;
            var at = bounds.Count(bound => bound <= number);
            var expected = at == 0 ? $"<{bounds[0]}" : at == bounds.Length ? $"≥{bounds[^1]}" : $"[{bounds[at - 1]},{bounds[at]})";
            var mask = Masks.Create(new MaskingRule { Kind = MaskingKind.Bucket, Bounds = [.. bounds] });
            return new[] { number.ToString(CultureInfo.InvariantCulture), ((double)number).ToString("E10", CultureInfo.InvariantCulture) }
                .All(text => Encoding.UTF8.GetString(Masks.Apply(mask, Encoding.UTF8.GetBytes(text))!) == expected);
        });

    [Fact]
    public void Bucket_AnyBytes_ShowsALabelAndNothingElse()
    {
        var mask = Masks.Create("bucket 18 30");

        MaskGen.Bytes.Sample(value => Encoding.UTF8.GetString(Masks.Apply(mask, value)!) is "<18" or "[18,30)" or "≥30" or "***", threads: 1);
    }

    [Fact]
    public void Bucket_WithoutBounds_MasksWhole()
    {
        var mask = Masks.Create(new MaskingRule { Kind = MaskingKind.Bucket });

        Assert.Equal("***"u8.ToArray(), Masks.Apply(mask, "42"u8));
    }
}
