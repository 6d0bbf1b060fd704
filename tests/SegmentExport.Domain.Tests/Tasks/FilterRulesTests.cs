using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Tasks;
using SegmentExport.Domain.Tests.Samples;

namespace SegmentExport.Domain.Tests.Tasks;

public sealed class FilterRulesTests
{
    [Theory]
    [InlineData("lt")]
    [InlineData("le")]
    [InlineData("gt")]
    [InlineData("ge")]
    [InlineData("contains")]
    public void Check_ComparingWhatMustBeMasked_IsRefused(string comparison)
    {
        var request = Sample.Request with { Filters = [new("phone", comparison, "1380")] };

        var error = Assert.Single(SubmissionRules.Check(Sample.Space, Actors.Submitter, request, Sample.Start, out _)!.Errors);

        Assert.Equal(("filters[0].operator", ErrorCodes.InvalidFilter), (error.Path, error.Code));
        Assert.Contains("eq, ne, is_null, is_not_null", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phone", "eq", "13800138000")]
    [InlineData("phone", "ne", "13800138000")]
    [InlineData("phone", "is_null", null)]
    [InlineData("account", "contains", "622")]
    [InlineData("age", "ge", "18")]
    public void Check_WholeValuesOrFieldsThatMayBeShown_AreTaken(string field, string comparison, string? value) =>
        Assert.Single(Sample.Submission(Sample.Request with { Filters = [new(field, comparison, value)] }).Query.Filters);
}
