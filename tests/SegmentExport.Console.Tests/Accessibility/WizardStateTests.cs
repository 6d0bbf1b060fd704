using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>The wizard's steps.</summary>
public sealed class WizardStateTests(ConsoleHouse house) : PageStates(house)
{
    [Fact]
    public Task WizardSegment() => LookAsync("wizard-1-segment", "alice", $"{Retail}/new");

    [Fact]
    public Task WizardFields() => LookAsync("wizard-2-fields", "alice", $"{Retail}/new", visitor => visitor.ChooseSegmentAsync());

    [Fact]
    public Task WizardWithErrors() => LookAsync("wizard-2-errors", "alice", $"{Retail}/new", async visitor =>
    {
        await visitor.ChooseSegmentAsync();
        await visitor.NextAsync();
        await Expect(visitor.Page.Locator("#reason-error")).ToBeVisibleAsync();
    });

    [Fact]
    public Task WizardMasking() => LookAsync("wizard-3-masking", "alice", $"{Retail}/new", ToMaskingAsync);

    [Fact]
    public Task WizardFormat() => LookAsync("wizard-4-format", "alice", $"{Retail}/new", async visitor =>
    {
        await ToMaskingAsync(visitor);
        await visitor.NextAsync();
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(visitor.Texts.Wizard.StepFormat);
    });

    [Fact]
    public Task WizardReview() => LookAsync("wizard-5-review", "alice", $"{Retail}/new", async visitor =>
    {
        await ToMaskingAsync(visitor);
        await visitor.NextAsync();
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(visitor.Texts.Wizard.StepFormat);
        await visitor.NextAsync();
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(visitor.Texts.Wizard.StepReview);
    });

    private static async Task ToMaskingAsync(Visitor visitor)
    {
        await visitor.ChooseSegmentAsync();
        await visitor.FillAsync("Autumn campaign, for the call centre", "姓名");
        foreach (var field in new[] { "手机号", "身份证号", "年龄", "城市", "生命周期" })
        {
            await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = field, Exact = true }).CheckAsync();
        }

        await visitor.NextAsync();
        await visitor.Page.GetByLabel(visitor.Texts.Wizard.MaskingOf("手机号")).SelectOptionAsync("phone");
        await visitor.Page.GetByLabel(visitor.Texts.Wizard.MaskingOf("年龄")).SelectOptionAsync("bucket");
    }
}
