using SegmentExport.Domain.Errors;
using SegmentExport.Gateway.Http;
using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class ProblemTextTests
{
    [Fact]
    public void Codes_OfTheApi_HaveWordsInBothLanguages()
    {
        var codes = typeof(ErrorCodes).GetFields().Concat(typeof(GatewayCodes).GetFields()).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.True(codes.Count > 70);
        Assert.Equal([], codes.Where(code => string.IsNullOrEmpty(Texts.Chinese.Problems.OfCode(code)) || string.IsNullOrEmpty(Texts.English.Problems.OfCode(code))));
    }

    [Fact]
    public void Code_OfTomorrow_IsToldInTheApisWords() => Assert.Equal("Words.", Texts.Chinese.Problems.Of(new Api.ApiProblem { Status = 400, Code = "of_tomorrow", Detail = "Words." }));

    [Fact]
    public void Statuses_InChinese_AreTheProductsWords() =>
        Assert.Equal(["审批中", "文件准备中", "已完成", "已关闭", "已失效"], new[] { "in_approval", "preparing", "completed", "closed", "expired" }.Select(Texts.Chinese.Terms.Status));
}
