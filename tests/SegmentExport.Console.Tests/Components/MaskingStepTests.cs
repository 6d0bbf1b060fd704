using Bunit;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Wizard;

namespace SegmentExport.WebConsole.Tests.Components;

public sealed class MaskingStepTests : ComponentTest
{
    private static readonly FieldInfo Number = Of("number", new() { Name = "keep", First = 2, Last = 3, Example = new("AB12345678", "AB***678") }, new() { Name = "null", Example = new("13800138000", null) });
    private static readonly FieldInfo Age = Of("age", new MaskingRuleInfo { Name = "bucket", Bounds = [18, 30.5m], Example = new("24", "[18,30.5)") });

    [Fact]
    public void Preview_OfARuleWithParameters_IsTheFieldsOwn()
    {
        var step = Show(("number", "keep"), ("age", "bucket"));

        Assert.Equal(["AB12345678→AB***678", "24→[18,30.5)"], Previews(step));
        Assert.Equal(["不脱敏", "保留首尾：前 2 位、后 3 位", "置空", "不脱敏", "数值分段：18 · 30.5"], step.FindAll("option").Select(option => option.TextContent));
    }

    [Fact]
    public void Preview_FollowsTheChoice()
    {
        var step = Show(("number", null));
        Assert.Equal([""], Previews(step));
        step.Find("select").Change("null");

        Assert.Equal(["13800138000→空"], Previews(step));
    }

    private static string[] Previews(IRenderedComponent<MaskingStep> step) => [.. step.FindAll(".mask-example").Select(preview => string.Concat(preview.Children.Skip(1).Select(part => part.TextContent)))];

    private IRenderedComponent<MaskingStep> Show(params (string Field, string? Masking)[] choices) => Render<MaskingStep>(one => one
        .AddCascadingValue(Texts.Chinese)
        .Add(step => step.Draft, new ExportDraft { Fields = [.. choices.Select(choice => new FieldChoice { Id = choice.Field, Masking = choice.Masking })] })
        .Add(step => step.Fields, [Number, Age])
        .Add(step => step.Errors, new DraftErrors()));

    private static FieldInfo Of(string id, params MaskingRuleInfo[] rules) => new()
    {
        Id = id,
        Name = id,
        Kind = "attribute",
        Masking = new() { Allowed = [.. rules.Select(rule => rule.Name)], Rules = rules, Required = false },
    };
}
