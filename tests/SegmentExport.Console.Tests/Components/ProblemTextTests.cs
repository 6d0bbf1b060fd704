using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class ProblemTextTests
{
    [Fact]
    public void Code_OfTomorrow_IsToldInTheApisWords() => Assert.Equal("Words.", Texts.Chinese.Problems.Of(new Api.ApiProblem { Status = 400, Code = "of_tomorrow", Detail = "Words." }));

    [Fact]
    public void Statuses_InChinese_AreTheProductsWords() =>
        Assert.Equal(["审批中", "文件准备中", "已完成", "已关闭", "已失效"], new[] { "in_approval", "preparing", "completed", "closed", "expired" }.Select(Texts.Chinese.Terms.Status));
}
