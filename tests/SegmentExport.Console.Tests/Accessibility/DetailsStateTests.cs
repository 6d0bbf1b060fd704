using SegmentExport.WebConsole.Tests.Support;

namespace SegmentExport.WebConsole.Tests.Accessibility;

/// <summary>A task's details in every state.</summary>
public sealed class DetailsStateTests(ConsoleHouse house) : PageStates(house)
{
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
        (await (await House.UserAsync("carol")).SendAsync(HttpMethod.Get, $"/api/v1/spaces/retail/download-tasks/{task}/file?container=zip")).Dispose();
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

    private Task<string> CreateFullAsync() => CreateAsync(
        "alice", "retail", "everyone", new { id = "name", masking = "name" }, new { id = "phone", masking = "phone" }, new { id = "city" }, new { id = "birthday", masking = "date_to_month" }, new { id = "lifecycle_tag" });
}
