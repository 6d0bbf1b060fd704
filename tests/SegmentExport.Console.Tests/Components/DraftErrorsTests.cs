using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Wizard;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class DraftErrorsTests
{
    private static readonly ExportDraft Draft = new() { SegmentId = "everyone", Reason = "A test", Fields = [new() { Id = "name" }, new() { Id = "phone" }] };

    [Theory]
    [InlineData("segmentId", "segment", WizardStep.Segment)]
    [InlineData("filters[0].value", "filters", WizardStep.Segment)]
    [InlineData("reason", "reason", WizardStep.Fields)]
    [InlineData("fields", "fields", WizardStep.Fields)]
    [InlineData("fields[1].id", "fields", WizardStep.Fields)]
    [InlineData("fields[1].masking", "field:phone", WizardStep.Masking)]
    [InlineData("format", "format", WizardStep.Format)]
    [InlineData("options.delimiter", "options", WizardStep.Format)]
    public void Error_OfTheApi_StandsAtItsField(string path, string place, WizardStep step)
    {
        var errors = DraftErrors.From(new() { Status = 400, Errors = [new() { Path = path, Code = "of_tomorrow", Message = "In the API's words." }] }, Draft, Texts.English);

        Assert.Equal("In the API's words.", errors.At(place));
        Assert.Equal(step, errors.FirstStep);
    }

    [Fact]
    public void Error_WithWordsOfOurOwn_IsToldInThem()
    {
        var problem = new ApiProblem { Status = 400, Errors = [new() { Path = "fields[0].masking", Code = "masking_required", Message = "…" }] };

        Assert.Equal("该字段必须脱敏，请选择一个规则。", DraftErrors.From(problem, Draft, Texts.Chinese).At("field:name"));
    }

    [Fact]
    public void Check_OfAStep_SaysNothingOfLaterOnes()
    {
        var empty = new ExportDraft();

        Assert.Null(DraftErrors.Check(empty, WizardStep.Segment, Texts.English).At("reason"));
        Assert.NotNull(DraftErrors.Check(empty, WizardStep.Fields, Texts.English).At("reason"));
        Assert.True(DraftErrors.Check(Draft, WizardStep.Review, Texts.English).IsEmpty);
    }
}
