using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>
/// A page in every state, in both languages and both themes, on a desk and on a phone: axe has no serious or critical finding, nothing is wider than the screen, and a picture of
/// each is left for people to look at. Each page has a class of its own, so that they are looked at beside each other.
/// </summary>
public abstract class PageStates(ConsoleHouse house) : ConsoleTest(house)
{
    /// <summary>The list of tasks.</summary>
    private protected const string Retail = "spaces/retail/downloads";

    private const string TooWide = """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
          [`${document.documentElement.scrollWidth} px`, ...[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest('[style*="overflow"]'))
            .slice(0, 12).map(one => `${one.tagName}.${one.className} to ${Math.round(one.getBoundingClientRect().right)}: ${one.textContent.trim().slice(0, 40)}`)]
        """;

    /// <summary>Opens a page in Chinese and light, brings it into its state, and looks at it in every way.</summary>
    private protected async Task LookAsync(string name, string? user, string path, Func<Visitor, Task>? reach = null)
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
