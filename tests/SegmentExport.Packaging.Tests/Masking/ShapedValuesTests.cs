using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using SegmentExport.Packaging.Masking;

namespace SegmentExport.Packaging.Tests.Masking;

/// <summary>The rules that know a value's shape: right values show exactly what the rule says, and whatever comes in, the result has the rule's shape.</summary>
public sealed partial class ShapedValuesTests
{
    [Fact]
    public void Phone_AnyMobileNumberHoweverWritten_ShowsItsEnds() =>
        Gen.Select(Digits(9), Gen.Char['3', '9'], Gen.OneOf("", "+86", "86", "0086", "+86 ", " 0086-"), Gen.OneOf("", " ", "-", " - ")).Sample((rest, second, prefix, gap) =>
        {
            var number = $"1{second}{rest}";
            return Masks.Apply("phone", $"{prefix}{number[..3]}{gap}{number[3..7]}{gap}{number[7..]}") == $"{number[..3]}****{number[7..]}";
        });

    [Fact]
    public void IdCard_AnyResidentId_ShowsItsEnds() =>
        Gen.Select(Digits(5), Gen.Int[1800, 2099], Gen.Int[1, 12], Gen.Int[1, 31], Digits(3), Gen.OneOf("1", "X", "x")).Sample((region, year, month, day, sequence, check) =>
        {
            var isLongRight = Masks.Apply("id_card", $"4{region}{year:0000}{month:00}{day:00}{sequence}{check}") == $"4{region}********{sequence}{check}";
            return isLongRight && Masks.Apply("id_card", $"4{region}{year % 100:00}{month:00}{day:00}{sequence}") == $"4{region}*****{day % 10}{sequence}";
        });

    [Fact]
    public void BankCard_AnyCardNumber_ShowsTheLastFour() => Gen.Select(Gen.Int[8, 15].SelectMany(Digits), Digits(4), Gen.OneOf("", " ", "-")).Sample((front, tail, gap) =>
        Masks.Apply("bank_card", string.Join(gap, front.Chunk(4).Select(digits => new string(digits))) + gap + tail) == $"****{tail}");

    [Fact]
    public void Ip_AnyAddressHoweverWritten_ShowsItsNetwork() => Gen.Select(Gen.Byte.Array[16], Gen.Bool.Array[8], Gen.Bool).Sample((bytes, zeros, isLong) =>
    {
        for (var i = 0; i < 8; i++)
        {
            bytes[2 * i] = zeros[i] ? (byte)0 : bytes[2 * i];
            bytes[(2 * i) + 1] = zeros[i] ? (byte)0 : bytes[(2 * i) + 1];
        }

        var groups = Enumerable.Range(0, 8).Select(i => bytes[2 * i] << 8 | bytes[(2 * i) + 1]).ToArray();
        var text = isLong ? string.Join(':', groups.Select(group => group.ToString("X4"))) : new IPAddress(bytes).ToString();
        return Masks.Apply("ip", text) == $"{groups[0]:x}:{groups[1]:x}:{groups[2]:x}:*" && Masks.Apply("ip", new IPAddress(bytes[..4]).ToString()) == $"{bytes[0]}.{bytes[1]}.*.*";
    });

    [Fact]
    public void Ip_AnyText_IsShownOnlyWhereItIsAnAddress() => Gen.Char[".:0123456789abcf"].Array[1, 24].Sample(chars =>
    {
        var text = new string(chars);
        return Masks.Apply("ip", text) == "***" || IPAddress.TryParse(text, out _);
    }, iter: 200_000);

    [Fact]
    public void Address_EveryProvinceAndCity_IsShown()
    {
        foreach (var province in ChineseDivisions.Provinces)
        {
            var (name, nickname) = (Encoding.UTF8.GetString(province.Name), Encoding.UTF8.GetString(province.ShortName));
            Assert.Equal($"{name}***", Masks.Apply("address", $"{name}幸福路1号"));
            foreach (var city in province.Cities.Select(Encoding.UTF8.GetString))
            {
                Assert.Equal($"{name}{city}***", Masks.Apply("address", $"{name}{city}幸福路1号"));
                Assert.Equal($"{name}{city}***", Masks.Apply("address", $"{nickname} {city}幸福路1号"));
                Assert.Equal($"{name}{city}***", Masks.Apply("address", $"{city}幸福路1号"));
            }
        }

        Assert.Equal(34, ChineseDivisions.Provinces.Length);
    }

    [Fact]
    public void Address_AnyText_ShowsNothingButDivisions()
    {
        var places = ChineseDivisions.Provinces
            .SelectMany(province => province.Cities.Prepend([]).Select(city => Encoding.UTF8.GetString([.. province.Name, .. city]) + "***"))
            .Append("***").ToHashSet();

        MaskGen.Bytes.Sample(value => places.Contains(Encoding.UTF8.GetString(Masks.Apply(Masks.Create("address"), value)!)), iter: 10_000);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("id_card")]
    [InlineData("bank_card")]
    [InlineData("ip")]
    [InlineData("date_to_month")]
    [InlineData("date_to_year")]
    [InlineData("redact")]
    public void Mask_AnyBytes_HaveTheShapeOfTheRule(string rule)
    {
        var shape = rule switch
        {
            "phone" => PhoneShape(),
            "id_card" => IdCardShape(),
            "bank_card" => BankCardShape(),
            "ip" => IpShape(),
            "date_to_month" => MonthShape(),
            "date_to_year" => YearShape(),
            _ => RedactedShape(),
        };
        var mask = Masks.Create(rule);

        MaskGen.Bytes.Sample(value => Encoding.UTF8.GetString(Masks.Apply(mask, value)!) is var masked && (masked == "***" || shape.IsMatch(masked)), iter: 20_000, threads: 1);
    }

    private static Gen<string> Digits(int count) => Gen.Char['0', '9'].Array[count].Select(digits => new string(digits));

    [GeneratedRegex(@"\A\+?[0-9]{3}\*{4}[0-9]{4}\z")]
    private static partial Regex PhoneShape();

    [GeneratedRegex(@"\A[0-9]{6}(\*{5}[0-9]{4}|\*{8}[0-9]{3}[0-9Xx])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex IdCardShape();

    [GeneratedRegex(@"\A\*{4}[0-9]{4}\z")]
    private static partial Regex BankCardShape();

    [GeneratedRegex(@"\A([0-9]{1,3}\.[0-9]{1,3}\.\*\.\*|([0-9a-f]{1,4}:){3}\*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex IpShape();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}\z")]
    private static partial Regex MonthShape();

    [GeneratedRegex(@"\A[0-9]{4}\z")]
    private static partial Regex YearShape();

    [GeneratedRegex(@"\A\*\*\*\z")]
    private static partial Regex RedactedShape();
}
