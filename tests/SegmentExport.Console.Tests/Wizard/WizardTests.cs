using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Wizard;

public sealed class WizardTests(ConsoleHouse house) : ConsoleTest(house)
{
    private const string New = "spaces/retail/downloads/new";

    [Fact]
    public async Task Task_MadeStepByStep_HasWhatWasChosen()
    {
        var alice = await OpenAsync("alice", New);
        await alice.Page.GetByLabel(alice.Texts.Wizard.SegmentSearch).FillAsync("VIP");
        await alice.Page.GetByRole(AriaRole.Radio, new() { Name = "VIP邀请名单" }).CheckAsync();
        await alice.NextAsync();
        await alice.Page.GetByLabel(alice.Texts.Wizard.Reason).FillAsync("Autumn campaign");
        foreach (var field in new[] { "姓名", "手机号", "城市" })
        {
            await alice.Page.GetByLabel(alice.Texts.Wizard.FieldSearch).FillAsync(field);
            await alice.Page.GetByRole(AriaRole.Checkbox, new() { Name = field, Exact = true }).CheckAsync();
        }

        await alice.NextAsync();
        await alice.Page.GetByLabel(alice.Texts.Wizard.MaskingOf("手机号")).SelectOptionAsync("phone");
        await Expect(alice.Page.Locator(".masks li", new() { HasTextString = "手机号" }).Locator(".mask-after")).ToContainTextAsync("****");
        await alice.NextAsync();
        await alice.Page.GetByRole(AriaRole.Radio, new() { Name = "JSONL" }).CheckAsync();
        await alice.NextAsync();
        await Expect(alice.Page.Locator("dd", new() { HasTextString = "Autumn campaign" })).ToBeVisibleAsync();
        await alice.Button(alice.Texts.Wizard.Submit).ClickAsync();

        var made = await alice.MadeAsync(House);
        Assert.Equal("vip-invited", made.GetProperty("segment").GetProperty("id").GetString());
        Assert.Equal("Autumn campaign", made.GetProperty("reason").GetString());
        Assert.Equal("jsonl", made.GetProperty("format").GetString());
        Assert.Equal("export_page", made.GetProperty("origin").GetString());
        Assert.Equal(["name", "phone", "city"], made.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("id").GetString()));
        Assert.Equal("phone", made.GetProperty("fields")[1].GetProperty("masking").GetString());
    }

    [Fact]
    public async Task FieldThatMustBeMasked_IsLocked()
    {
        var alice = await OpenAsync("alice", New);
        await alice.ChooseSegmentAsync();
        await alice.FillAsync("A reason", "身份证号");
        await alice.NextAsync();

        await Expect(alice.Page.GetByText(alice.Texts.Wizard.MaskingLocked)).ToBeVisibleAsync();
        await Expect(alice.Page.GetByLabel(alice.Texts.Wizard.MaskingOf("身份证号")).Locator("option[value='']")).ToHaveCountAsync(0);
        await Expect(alice.Page.Locator(".mask-after")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Step_WithSomethingMissing_SaysWhereAndGoesNoFurther()
    {
        var alice = await OpenAsync("alice", New);
        await alice.NextAsync();
        await Expect(alice.Page.Locator("#segment-error")).ToContainTextAsync(alice.Texts.Wizard.SegmentMissing);
        await alice.ChooseSegmentAsync();
        await alice.NextAsync();

        await Expect(alice.Page.Locator("#reason-error")).ToContainTextAsync(alice.Texts.Problems.ReasonMissing);
        await Expect(alice.Page.Locator("#fields-error")).ToContainTextAsync(alice.Texts.Problems.NoFields);
    }

    [Fact]
    public async Task Draft_AfterAReload_IsStillThere()
    {
        var alice = await OpenAsync("alice", New);
        await alice.ChooseSegmentAsync();
        await alice.FillAsync("Typed before the reload", "城市");
        await alice.Page.ReloadAsync();

        await Expect(alice.Page.GetByLabel(alice.Texts.Wizard.Reason)).ToHaveValueAsync("Typed before the reload");
        await Expect(alice.Page.Locator(".chosen")).ToContainTextAsync("城市");
    }

    [Fact]
    public async Task Error_OfTheApi_AppearsAtItsField_AndNothingIsLost()
    {
        var alice = await OpenAsync("alice", New);
        alice.Expected.Add("422");
        await alice.Page.RouteAsync("**/download-tasks", route => route.Request.Method != "POST" ? route.ContinueAsync() : route.FulfillAsync(new()
        {
            Status = 422,
            ContentType = "application/problem+json",
            Body = """{"status":422,"code":"invalid_text","detail":"No","errors":[{"path":"reason","code":"invalid_text","message":"No"}]}""",
        }));
        await alice.ChooseSegmentAsync();
        await alice.FillAsync("Not good enough", "城市");
        await alice.SubmitAsync();

        await Expect(alice.Page.Locator("#reason-error")).ToContainTextAsync(alice.Texts.Problems.InvalidText);
        await Expect(alice.Page.GetByLabel(alice.Texts.Wizard.Reason)).ToHaveValueAsync("Not good enough");
        await alice.Page.UnrouteAllAsync();
        await alice.SubmitAsync();
        Assert.Equal("Not good enough", (await alice.MadeAsync(House)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Submission_WhoseAnswerIsLost_IsRepeatedWithoutASecondTask()
    {
        var alice = await OpenAsync("alice", New);
        alice.Expected.AddRange(["ERR_FAILED", "Failed to fetch"]);
        var reason = $"Sent twice {Guid.CreateVersion7()}";
        var lost = true;
        await alice.Page.RouteAsync("**/download-tasks", async route =>
        {
            if (route.Request.Method == "POST" && lost)
            {
                lost = false;
                await route.FetchAsync();
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });
        await alice.ChooseSegmentAsync();
        await alice.FillAsync(reason, "城市");
        await alice.SubmitAsync();
        await Expect(alice.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(alice.Texts.Problems.Offline);
        await alice.Button(alice.Texts.Wizard.Submit).ClickAsync();
        await alice.MadeAsync(House);

        var tasks = await (await House.UserAsync("alice")).SendForJsonAsync(HttpMethod.Get, "/api/v1/spaces/retail/download-tasks?mine=true&limit=100");
        Assert.Single(tasks.GetProperty("items").EnumerateArray(), task => task.GetProperty("reason").GetString() == reason);
    }

    [Fact]
    public async Task CreateAgain_FromAClosedTask_FillsItIn()
    {
        var task = await CreateAsync("alice", "retail", "women-beauty", new { id = "phone", masking = "phone" }, new { id = "city" });
        await DecideAsync("carol", "reject", task);
        var alice = await OpenAsync("alice", $"spaces/retail/downloads/{task}");
        await alice.Page.GetByRole(AriaRole.Link, new() { Name = alice.Texts.Tasks.CreateAgain }).ClickAsync();
        await Expect(alice.Page.GetByLabel(alice.Texts.Wizard.Reason)).ToHaveValueAsync("A test");
        await alice.SubmitAsync();

        var made = await alice.MadeAsync(House);
        Assert.Equal("women-beauty", made.GetProperty("segment").GetProperty("id").GetString());
        Assert.Equal(["phone", "city"], made.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("id").GetString()));
        Assert.Equal("phone", made.GetProperty("fields")[0].GetProperty("masking").GetString());
    }
}
