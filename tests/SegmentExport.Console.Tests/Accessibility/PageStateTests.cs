using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>
/// Every page in every state, in both languages and both themes, on a desk and on a phone: axe has no serious or critical finding, nothing is wider than the screen, and a picture of
/// each is left for people to look at.
/// </summary>
public sealed class PageStateTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const string TooWide = """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
          [`${document.documentElement.scrollWidth} px`, ...[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest('[style*="overflow"]'))
            .slice(0, 12).map(one => `${one.tagName}.${one.className} to ${Math.round(one.getBoundingClientRect().right)}: ${one.textContent.trim().slice(0, 40)}`)]
        """;

    private const string Retail = "spaces/retail/downloads";

    [Fact]
    public Task SignIn() => LookAsync("sign-in", null, "sign-in");

    [Fact]
    public async Task List()
    {
        await CompleteAsync();
        await DecideAsync("carol", "reject", await CreateAsync("bob", "retail", "women-beauty"));
        await CreateAsync("alice", "retail", "high-value");
        await LookAsync("list", "carol", Retail);
    }

    [Fact]
    public Task ListWithoutTasks() => LookAsync("list-empty", "frank", "spaces/finance/downloads?mine=true");

    [Fact]
    public Task ListWithoutResult() => LookAsync("list-no-result", "carol", $"{Retail}?search=zzz");

    [Fact]
    public async Task ListOffline()
    {
        await CreateAsync("alice");
        await LookAsync("list-offline", "alice", Retail, async visitor =>
        {
            visitor.Expected.AddRange(["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]);
            await visitor.SetOfflineAsync(true);
            await Expect(visitor.Page.Locator(".banner-warning")).ToBeVisibleAsync();
        });
    }

    [Fact]
    public Task SpaceOfOthers() => LookAsync("space-no-permission", "erin", Retail);

    [Fact]
    public Task TaskThatIsNot() => LookAsync("task-not-found", "alice", $"{Retail}/00000000-0000-7000-8000-000000000000", visitor =>
    {
        visitor.Expected.Add("404");
        return Task.CompletedTask;
    });

    [Fact]
    public Task PageThatIsNot() => LookAsync("page-not-found", "alice", "no-such-page", visitor =>
    {
        visitor.Expected.Add("404");
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task DecisionDialog(string action)
    {
        var task = await CreateAsync();
        await LookAsync($"dialog-{action}", "carol", Retail, async visitor =>
        {
            await visitor.Row(task).GetByRole(AriaRole.Button, new() { Name = visitor.Texts.Tasks.Action(action) }).ClickAsync();
            await Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task DecisionDialogInConflict()
    {
        var task = await CreateAsync();
        await LookAsync("dialog-conflict", "carol", Retail, async visitor =>
        {
            visitor.Expected.Add("409");
            var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
            await visitor.Row(task).GetByRole(AriaRole.Button, new() { Name = visitor.Texts.Tasks.Reject }).ClickAsync();
            await DecideAsync("alice", "withdraw", task);
            await dialog.GetByRole(AriaRole.Button, new() { Name = visitor.Texts.Tasks.Reject }).ClickAsync();
            await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task DetailsInApproval_WithTheSample()
    {
        var task = await CreateFullAsync();
        await LookAsync("details-approval", "carol", $"{Retail}/{task}", async visitor =>
        {
            await visitor.Button(visitor.Texts.Details.SampleLoad).ClickAsync();
            await Expect(visitor.Page.GetByRole(AriaRole.Group, new() { Name = visitor.Texts.Details.Sample })).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task DetailsInApproval_OfTheSubmitter() => await LookAsync("details-submitted", "alice", $"{Retail}/{await CreateFullAsync()}");

    [Fact]
    public async Task DetailsCompleted()
    {
        var task = await CreateFullAsync();
        await DecideAsync("carol", "approve", task);
        await WaitForAsync(task, "completed");
        await LookAsync("details-completed", "alice", $"{Retail}/{task}", async visitor =>
        {
            await visitor.Button(visitor.Texts.ProtectedZip.Create).ClickAsync();
            await Expect(visitor.Page.Locator(".password")).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task DetailsClosed()
    {
        var task = await CreateFullAsync();
        await DecideAsync("carol", "reject", task);
        await LookAsync("details-closed", "alice", $"{Retail}/{task}");
    }

    [Fact]
    public Task Segments() => LookAsync("segments", "alice", "spaces/retail/segments");

    [Fact]
    public Task SegmentsWithoutResult() => LookAsync("segments-no-result", "alice", "spaces/retail/segments", async visitor =>
    {
        await visitor.Page.GetByLabel(visitor.Texts.Wizard.SegmentSearch).FillAsync("zzz");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = visitor.Texts.Segments.NoResultTitle })).ToBeVisibleAsync();
    });

    [Fact]
    public Task Portrait() => LookAsync("portrait", "alice", "spaces/retail/segments/high-value");

    [Fact]
    public Task PortraitWithConditionsAndColumns() => LookAsync("portrait-conditions", "alice", "spaces/retail/segments/everyone", async visitor =>
    {
        await visitor.Page.GetByLabel(visitor.Texts.Filters.Field).SelectOptionAsync("city");
        await visitor.Page.GetByLabel(visitor.Texts.Filters.Value).FillAsync("南京");
        await visitor.Button(visitor.Texts.Filters.Add).ClickAsync();
        await Expect(visitor.Page.Locator(".filter-chips .chip")).ToHaveCountAsync(1);
        await visitor.Page.Locator("details.columns summary").ClickAsync();
    });

    [Fact]
    public Task PortraitWithoutUsers() => LookAsync("portrait-empty", "alice", "spaces/retail/segments/nobody");

    [Fact]
    public async Task Operations()
    {
        await CompleteAsync();
        await LookAsync("operations", "olga", "operations", visitor => Expect(visitor.Page.Locator(".figures")).ToBeVisibleAsync());
    }

    [Fact]
    public Task OperationsOfOthers() => LookAsync("operations-no-permission", "carol", "operations");

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
        foreach (var field in new[] { "手机号", "身份证号", "城市", "生命周期" })
        {
            await visitor.Page.GetByRole(AriaRole.Checkbox, new() { Name = field, Exact = true }).CheckAsync();
        }

        await visitor.NextAsync();
        await visitor.Page.GetByLabel(visitor.Texts.Wizard.MaskingOf("手机号")).SelectOptionAsync("phone");
    }

    private Task<string> CreateFullAsync() => CreateAsync(
        "alice", "retail", "everyone", new { id = "name", masking = "name" }, new { id = "phone", masking = "phone" }, new { id = "city" }, new { id = "birthday", masking = "date_to_month" }, new { id = "lifecycle_tag" });

    /// <summary>Opens a page in Chinese and light, brings it into its state, and looks at it in every way.</summary>
    private async Task LookAsync(string name, string? user, string path, Func<Visitor, Task>? reach = null)
    {
        var visitor = await ComeAsync(user, new() { Language = "zh-CN" });
        await visitor.OpenAsync(path);
        await (reach?.Invoke(visitor) ?? Task.CompletedTask);
        await Expect(visitor.Page.Locator(".waiting")).ToHaveCountAsync(0);
        foreach (var language in new[] { "zh", "en" })
        {
            foreach (var theme in new[] { "light", "dark" })
            {
                await visitor.Page.SetViewportSizeAsync(1280, 800);
                await visitor.Page.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                await Pictures.TakeAsync(visitor.Page, "pages", $"{name}-{language}-{theme}");
                if (language == "en")
                {
                    await Axe.AssertAsync(visitor.Page, $"{name}, {theme}");
                }
            }

            await visitor.Page.SetViewportSizeAsync(390, 844);
            var wide = await visitor.Page.EvaluateAsync<string[]>(TooWide);
            await Pictures.TakeAsync(visitor.Page, "pages", $"{name}-{language}-phone");
            Assert.True(wide.Length == 0, $"{name} is wider than a screen of 390 px ({language}):\n{string.Join('\n', wide)}");

            // By script: a dialog lies over the switch.
            await visitor.Page.EvalOnSelectorAsync("button[lang]", "button => button.click()");
            await Expect(visitor.Page.Locator($"html[lang='{(language == "zh" ? "en" : "zh-CN")}']")).ToHaveCountAsync(1);
        }
    }
}
