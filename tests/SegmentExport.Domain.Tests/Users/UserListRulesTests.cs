using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Tests.Samples;
using SegmentExport.Domain.Users;

namespace SegmentExport.Domain.Tests.Users;

public sealed class UserListRulesTests
{
    private static readonly UserListRequest Request = new() { SegmentId = "high-value" };

    [Fact]
    public void Check_NoColumns_ShowsAllFieldsMaskedWhereThereIsAMask()
    {
        Assert.Null(UserListRules.Check(Sample.Space, Request, out var query));

        Assert.Equal(
            [("phone", MaskingKind.Phone), ("account", MaskingKind.Keep), ("age", MaskingKind.Bucket), ("city", (MaskingKind?)null)],
            query!.Columns.Select(column => (column.Field.Value, column.Masking?.Kind)));
        Assert.Equal(new PredicateSegment { Where = "lifetime_value >= 5000" }, query.Segment);
    }

    [Fact]
    public void Check_Columns_AreThoseInThatOrder()
    {
        Assert.Null(UserListRules.Check(Sample.Space, Request with { Columns = ["city", "phone"], Filters = [new("city", "eq", "上海")] }, out var query));

        Assert.Equal(["city", "phone"], query!.Columns.Select(column => column.Field.Value));
        Assert.Equal(("city", FilterOperator.Eq, "上海"), query.Filters.Select(filter => (filter.Column, filter.Operator, filter.Value)).Single());
    }

    [Fact]
    public void Check_EverythingWrong_TellsAllOfIt()
    {
        var request = Request with { Columns = ["city", "nope", "city"], Filters = [new("city", "like", "x"), new("age", "gt", null)], Limit = 0 };

        var rejection = UserListRules.Check(Sample.Space, request, out var query);

        Assert.Null(query);
        Assert.Equal(
            [
                ("columns[1]", ErrorCodes.UnknownField), ("columns[2]", ErrorCodes.DuplicateField), ("filters[0].operator", ErrorCodes.InvalidFilter),
                ("filters[1].value", ErrorCodes.InvalidFilter), ("limit", ErrorCodes.InvalidLimit),
            ],
            rejection!.Errors.Select(error => (error.Path, error.Code)));
    }

    [Fact]
    public void Check_ComparingAnIdentityThatIsShownMasked_IsRefused()
    {
        var error = Assert.Single(UserListRules.Check(Sample.Space, Request with { Filters = [new("account", "contains", "622"), new("age", "ge", "18")] }, out _)!.Errors);

        Assert.Equal(("filters[0].operator", ErrorCodes.InvalidFilter), (error.Path, error.Code));
        Assert.Contains("lists show masked", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("622", error.Message, StringComparison.Ordinal);
        Assert.Null(UserListRules.Check(Sample.Space, Request with { Filters = [new("account", "eq", "6222")] }, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    [InlineData(-1)]
    public void Check_LimitOutOfRange_IsRefused(int limit) =>
        Assert.Equal(ErrorCodes.InvalidLimit, UserListRules.Check(Sample.Space, Request with { Limit = limit }, out _)!.Code);

    [Fact]
    public void Check_NoColumnAtAll_IsRefused() =>
        Assert.Equal(ErrorCodes.NoFields, UserListRules.Check(Sample.Space, Request with { Columns = [] }, out _)!.Code);

    [Theory]
    [InlineData("nope")]
    [InlineData("' OR 1=1")]
    public void Check_UnknownSegment_IsNotFound(string segment) =>
        Assert.Equal(NotFoundRejections.Segment, UserListRules.Check(Sample.Space, Request with { SegmentId = segment }, out _));
}
