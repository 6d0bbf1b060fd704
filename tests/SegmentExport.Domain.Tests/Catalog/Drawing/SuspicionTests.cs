using SegmentExport.Domain.Catalog.Drawing;

namespace SegmentExport.Domain.Tests.Catalog.Drawing;

public sealed class SuspicionTests
{
    [Theory]
    [InlineData("phone", ColumnType.Text, Sensitivity.Phone)]
    [InlineData("userMobile", ColumnType.Number, Sensitivity.Phone)]
    [InlineData("联系电话", ColumnType.Text, Sensitivity.Phone)]
    [InlineData("contact_email", ColumnType.Text, Sensitivity.Email)]
    [InlineData("E-Mail", ColumnType.Text, Sensitivity.Email)]
    [InlineData("ID_CARD", ColumnType.Text, Sensitivity.IdCard)]
    [InlineData("身份证号", ColumnType.Text, Sensitivity.IdCard)]
    [InlineData("bankCard", ColumnType.Text, Sensitivity.BankCard)]
    [InlineData("last_ip", ColumnType.Text, Sensitivity.Ip)]
    [InlineData("name", ColumnType.Text, Sensitivity.Name)]
    [InlineData("home address", ColumnType.Text, Sensitivity.Address)]
    [InlineData("birthday", ColumnType.Date, Sensitivity.Birthday)]
    [InlineData("age", ColumnType.Number, Sensitivity.Age)]
    [InlineData("user_id", ColumnType.Number, Sensitivity.Id)]
    [InlineData("UserID", ColumnType.Text, Sensitivity.Id)]
    [InlineData("phone_id", ColumnType.Text, Sensitivity.Id)]
    [InlineData("city", ColumnType.Text, null)]
    [InlineData("city_name", ColumnType.Text, null)]
    [InlineData("shop_id", ColumnType.Text, null)]
    [InlineData("zip", ColumnType.Text, null)]
    [InlineData("usage", ColumnType.Number, null)]
    [InlineData("has_phone", ColumnType.Boolean, null)]
    public void Of_AColumnWithoutValues_GoesByItsName(string name, ColumnType type, Sensitivity? expected) =>
        Assert.Equal(expected, Suspicion.Of(new(name, type, "any"), [])?.Sensitivity);

    public static TheoryData<string[], Sensitivity?> Shapes => new()
    {
        { ["13800138000", "13912345678", "18600001111", "+8613700000000", "139 1234 5678"], Sensitivity.Phone },
        { ["+49 30 1234567", "+442071838750", "+33142685300", "+14155552671", "+81312345678"], Sensitivity.Phone },
        { ["a@example.com", "b.c@example.org", "d+e@mail.example.net", "张@例子.中国", "f@example.com"], Sensitivity.Email },
        { ["11010519491231002X", "440524188001010014", "11010519491231002x", "440524188001010014", "11010519491231002X"], Sensitivity.IdCard },
        { ["4111111111111111", "5500005555555559", "6222021234567890128", "4012888888881881", "5105105105105100"], Sensitivity.BankCard },
        { ["192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "::1"], Sensitivity.Ip },
        { ["0d6f3c9e-8a44-4f55-9f0a-5e0e6f6b9a11", "6f1c0d8a5e0e4f559f0a8a440d6f3c9e", "0d6f3c9e-8a44-4f55-9f0a-5e0e6f6b9a12", "0d6f3c9e-8a44-4f55-9f0a-5e0e6f6b9a13", "0d6f3c9e-8a44-4f55-9f0a-5e0e6f6b9a14"], Sensitivity.Id },

        // One in five may be something else, not two.
        { ["13800138000", "13912345678", "18600001111", "13700000000", "unknown"], Sensitivity.Phone },
        { ["13800138000", "13912345678", "18600001111", "none", "unknown"], null },

        // Numbers as they come are nothing.
        { ["1", "20", "300", "4000", "50000"], null },
        { ["1234567890123456", "1234567890123457", "1234567890123458", "1234567890123459", "1234567890123461"], null },
        { ["440524188001010015", "440524188001010016", "440524188001010017", "440524188001010018", "440524188001010019"], null },
        { ["12:30", "12:31", "12:32", "12:33", "12:34"], null },
        { ["13800138000", "13912345678"], null },
    };

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public void Of_AColumnWhoseNameTellsNothing_GoesByItsValues(string[] values, Sensitivity? expected)
    {
        var found = Suspicion.Of(new("c1", ColumnType.Text, "any"), values);

        Assert.Equal(expected, found?.Sensitivity);
        Assert.All(values, value => Assert.DoesNotContain(value, found?.Reason ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_AnIdWhosePhonesAreItsValues_GoesByTheValues() =>
        Assert.Equal(Sensitivity.Phone, Suspicion.Of(new("user_id", ColumnType.Text, "any"), ["13800138000", "13912345678", "18600001111", "13700000000", "13500000000"])!.Sensitivity);
}
