using System.Text.Json;
using System.Text.RegularExpressions;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>The ways through the wizard that several tests take.</summary>
internal static partial class WizardSteps
{
    public static Task NextAsync(this Visitor visitor) => visitor.Button(visitor.Texts.Wizard.Next).ClickAsync();

    public static async Task ChooseSegmentAsync(this Visitor visitor)
    {
        await visitor.Page.GetByRole(AriaRole.Radio, new() { Name = "VIP邀请名单" }).CheckAsync();
        await visitor.NextAsync();
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(visitor.Texts.Wizard.StepFields);
    }

    public static async Task FillAsync(this Visitor visitor, string reason, string field)
    {
        await visitor.Page.GetByLabel(visitor.Texts.Wizard.Reason).FillAsync(reason);
        await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = field, Exact = true }).CheckAsync();
    }

    /// <summary>Goes on from the fields to the end.</summary>
    public static async Task SubmitAsync(this Visitor visitor)
    {
        foreach (var step in new[] { visitor.Texts.Wizard.StepMasking, visitor.Texts.Wizard.StepFormat, visitor.Texts.Wizard.StepReview })
        {
            await visitor.NextAsync();
            await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(step);
        }

        await visitor.Button(visitor.Texts.Wizard.Submit).ClickAsync();
    }

    /// <summary>The task that the wizard led to, as the API has it.</summary>
    public static async Task<JsonElement> MadeAsync(this Visitor visitor, ConsoleHouse house)
    {
        await Expect(visitor.Page).ToHaveURLAsync(TaskPage());
        return await (await house.UserAsync("alice")).SendForJsonAsync(HttpMethod.Get, $"/api/v1{new Uri(visitor.Page.Url).AbsolutePath.Replace("/downloads/", "/download-tasks/", StringComparison.Ordinal)}");
    }

    [GeneratedRegex("/downloads/[0-9a-f]{32}$")]
    public static partial Regex TaskPage();
}
