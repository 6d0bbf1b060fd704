using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Tools;
using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Details;

/// <summary>The zip with a password: from the button to what 7-Zip makes of it.</summary>
public sealed class ProtectedZipTests(ConsoleHouse house) : ConsoleTest(house)
{
    [Fact]
    public async Task ProtectedZip_WithThePasswordThatWasCopied_OpensIn7Zip()
    {
        var cancel = TestContext.Current.CancellationToken;
        var alice = await OpenAsync("alice", $"spaces/retail/downloads/{await CompleteAsync()}");
        var words = alice.Texts.ProtectedZip;

        // The zip is asked for until it is prepared.
        alice.Expected.Add("409: HEAD");
        await alice.Button(words.Create).ClickAsync();
        await alice.Button(words.Copy).ClickAsync();
        await Expect(alice.Page.GetByText(alice.Texts.Common.Copied)).ToBeVisibleAsync();
        var password = await alice.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await Expect(alice.Page.Locator(".password")).ToHaveTextAsync(password);
        var download = await alice.Page.RunAndWaitForDownloadAsync(() => alice.Button(words.Download).ClickAsync());

        using var folder = new TempDataFolder();
        var file = await download.PathAsync();
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        await Tool.SevenZip.CheckAsync(["x", "-bd", $"-p{password}", $"-o{folder.Path}", file], cancel);
        var lines = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder.Path, "*.csv")), cancel);
        Assert.Equal("city", lines[0].TrimStart('\uFEFF'));
        Assert.True(lines.Length > 1);
        Assert.NotEqual(0, (await Tool.SevenZip.RunAsync(["t", "-bd", "-pnone", file], cancel)).ExitCode);
    }

    [Fact]
    public async Task Password_AfterAReload_IsNowhere_AndReplacedByTheNext()
    {
        var alice = await OpenAsync("alice", $"spaces/retail/downloads/{await CompleteAsync()}");
        var words = alice.Texts.ProtectedZip;
        alice.Expected.Add("409: POST");
        await alice.Button(words.Create).ClickAsync();
        var first = await alice.Page.Locator(".password").InnerTextAsync();
        Assert.DoesNotContain(first, await alice.Page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href])"), StringComparison.Ordinal);
        await alice.Page.ReloadAsync();
        await alice.Button(words.Create).ClickAsync();
        await Expect(alice.Page.GetByText(words.WasShown)).ToBeVisibleAsync();
        await Expect(alice.Page.Locator(".password")).ToHaveCountAsync(0);
        await alice.Button(words.Replace).ClickAsync();

        await Expect(alice.Page.Locator(".password")).Not.ToHaveTextAsync(first);
        await Expect(alice.Page.GetByText(words.ShownOnce)).ToBeVisibleAsync();
    }
}
