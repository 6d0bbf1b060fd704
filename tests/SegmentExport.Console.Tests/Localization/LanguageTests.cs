using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Localization;

public sealed class LanguageTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task Statuses_InChinese_AreTheProducts()
    {
        var alice = await OpenAsync("alice", "spaces/retail/downloads", new() { Language = "zh-CN" });

        await Expect(alice.Page.GetByLabel(alice.Texts.Tasks.StatusFilter).Locator("option:not([value=''])")).ToHaveTextAsync(["审批中", "文件准备中", "已完成", "已关闭", "已失效"]);
    }

    [Fact]
    public async Task Language_ThatWasSwitched_IsKeptOverAReload()
    {
        var alice = await OpenAsync("alice", "spaces/retail/downloads", new() { Language = "zh-CN" });
        await Expect(alice.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("群组导出");
        await alice.Page.GetByRole(AriaRole.Button, new() { Name = alice.Texts.Frame.SwitchLanguage }).ClickAsync();
        await Expect(alice.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Segment export");
        await alice.Page.ReloadAsync();

        await Expect(alice.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Segment export");
        await Expect(alice.Page.Locator("html[lang='en']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Theme_ThatWasSwitched_IsKeptOverAReload()
    {
        var alice = await OpenAsync("alice", "spaces/retail/downloads");
        await alice.Button(alice.Texts.Frame.UseDark).ClickAsync();
        await Expect(alice.Page.Locator("html[data-theme='dark']")).ToHaveCountAsync(1);
        await alice.Page.ReloadAsync();

        await Expect(alice.Button(alice.Texts.Frame.UseLight)).ToBeVisibleAsync();
        await Expect(alice.Page.Locator("html[data-theme='dark']")).ToHaveCountAsync(1);
    }
}
