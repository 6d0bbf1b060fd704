using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Wizard;

/// <summary>From making a task to downloading it without a mouse.</summary>
public sealed class KeyboardTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task Task_IsMadeApprovedAndDownloaded_ByTheKeyboardAlone()
    {
        var alice = await OpenAsync("alice", "spaces/retail/downloads");
        await ReachAsync(alice, alice.Texts.Tasks.New, "Enter");
        await Expect(alice.Page.GetByRole(AriaRole.Radio).First).ToBeVisibleAsync();
        await ReachAsync(alice, "全部用户", "Space");
        await ReachAsync(alice, alice.Texts.Wizard.Next, "Enter");
        await AssertStepAsync(alice, alice.Texts.Wizard.StepFields);
        await ReachAsync(alice, alice.Texts.Wizard.Reason, null);
        await alice.Page.Keyboard.TypeAsync("No mouse here");
        await ReachAsync(alice, "城市", "Space");
        foreach (var step in new[] { alice.Texts.Wizard.StepMasking, alice.Texts.Wizard.StepFormat, alice.Texts.Wizard.StepReview })
        {
            await ReachAsync(alice, alice.Texts.Wizard.Next, "Enter");
            await AssertStepAsync(alice, step);
        }

        await ReachAsync(alice, alice.Texts.Wizard.Submit, "Enter");
        await Expect(alice.Page).ToHaveURLAsync(WizardSteps.TaskPage());
        await ApproveAsync(alice.Page.Url);
        await Expect(alice.Page.Locator(".task-line .status")).ToHaveTextAsync(alice.Texts.Terms.Completed);
        var download = await alice.Page.RunAndWaitForDownloadAsync(() => ReachAsync(alice, alice.Texts.Details.DownloadAs("GZIP"), "Enter"));

        await DownloadedFile.AssertAsync(download, "city", minRows: 2_000);
    }

    /// <summary>The wizard is at a step, and the focus with it: pressed any sooner, Tab would begin elsewhere.</summary>
    private static async Task AssertStepAsync(Visitor visitor, string step)
    {
        await Expect(visitor.Page.Locator("#step-title")).ToHaveTextAsync(step);
        await Expect(visitor.Page.Locator("#step-title")).ToBeFocusedAsync();
    }

    private async Task ApproveAsync(string url)
    {
        var carol = await OpenAsync("carol", new Uri(url).AbsolutePath.TrimStart('/'));
        await ReachAsync(carol, carol.Texts.Tasks.Approve, "Enter");
        await Expect(carol.Page.GetByRole(AriaRole.Dialog).Locator(":focus")).ToHaveCountAsync(1);
        await ReachAsync(carol, carol.Texts.Tasks.Comment, null);
        await carol.Page.Keyboard.TypeAsync("Fine");
        await ReachAsync(carol, carol.Texts.Tasks.Approve, "Enter");
        await Expect(carol.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>Presses Tab until something of that name has the focus, which is to be seen, and then a key.</summary>
    private static async Task ReachAsync(Visitor visitor, string name, string? key)
    {
        const string Focused = """
            () => {
              const element = document.activeElement;
              const style = getComputedStyle(element);
              const label = element.getAttribute('aria-label') ?? (element.labels?.length ? element.labels[0].textContent : element.textContent);
              return [label.trim(), String(element.matches(':focus-visible') && (style.outlineStyle !== 'none' || style.boxShadow !== 'none' || element.type === 'radio' || element.type === 'checkbox'))];
            }
            """;
        List<string> passed = [];
        for (var press = 0; press < 120; press++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            var focused = await visitor.Page.EvaluateAsync<string[]>(Focused);
            if (focused[0].StartsWith(name, StringComparison.Ordinal))
            {
                Assert.True(focused[1] == "true", $"The focus on '{name}' cannot be seen.");
                if (key is not null)
                {
                    await visitor.Page.Keyboard.PressAsync(key);
                }

                return;
            }

            passed.Add(focused[0]);
        }

        Assert.Fail($"Tab never came to '{name}', but to: {string.Join(" | ", passed.Distinct())}");
    }
}
