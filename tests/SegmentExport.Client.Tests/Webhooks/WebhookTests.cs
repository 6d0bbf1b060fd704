using System.Text.Json;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Tests.CommandLine;
using SegmentExport.Client.Tests.Support;

namespace SegmentExport.Client.Tests.Webhooks;

/// <summary>A running process tells an endpoint of one space's tasks, again where it did not take them.</summary>
public sealed class WebhookTests(ExportGateway gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Endpoint_OfASpace_IsToldUntilATaskIsCompleted()
    {
        var erin = (await gateway.SignInAsync("erin")).Space("finance").Tasks;
        var carol = (await gateway.SignInAsync("carol")).Space("finance").Tasks;
        var task = await erin.CreateAsync(new() { SegmentId = "seniors", Reason = "A test of hooks", Fields = [new() { Id = "name", Masking = "name" }, new() { Id = "city" }] });
        await carol.ApproveAsync(task.Id);

        // In no promised order: each is refused once, and comes again when its time has come.
        string[] steps = ["download_task.approved", "download_task.completed", "download_task.packed", "download_task.submitted"];
        var told = new List<string>();
        while (told.Count < steps.Length)
        {
            var (_, message) = await gateway.Hooks.Taken.ReadAsync().AsTask().WaitAsync(Patience);
            if (message.GetProperty("type").GetString() == "webhook.test")
            {
                continue;
            }

            var data = message.GetProperty("data");
            Assert.Equal(("finance", task.Id), (data.GetProperty("spaceId").GetString(), data.GetProperty("taskId").GetString()));
            Assert.DoesNotContain("erin", JsonSerializer.Serialize(message), StringComparison.Ordinal);
            told.Add(message.GetProperty("type").GetString()!);
        }

        Assert.Equal(steps, told.Order(StringComparer.Ordinal));

        // What approvers see of it, which is kept a moment after the endpoint has it.
        var webhooks = (await gateway.SignInAsync("carol")).Space("finance").Webhooks;
        Assert.Equal("tests", Assert.Single(await webhooks.ListAsync()).Id);
        var seen = await DeliveriesAsync(item => item.TaskId == task.Id, items => items.Count == steps.Length);
        Assert.Equal(steps, seen.Select(item => item.Event).Order(StringComparer.Ordinal));
        Assert.All(seen, item => Assert.Equal((2, "tests"), (item.Attempts, item.Endpoint)));
    }

    [Fact]
    public async Task Endpoint_Tested_IsShownByTheCommandsWithWhatCameOfIt()
    {
        using var segx = new Segx(gateway.Address).WithToken(await gateway.TokenAsync("carol"));

        var tested = await segx.RunAsync("webhooks", "test", "tests", "--space", "finance", "--json");
        Assert.True(tested.Code == 0, tested.Errors);
        var id = JsonDocument.Parse(tested.Output).RootElement[0].GetProperty("id").GetInt64();
        await DeliveriesAsync(item => item.Id == id, items => items is [{ Status: "delivered" }]);
        var listed = await segx.RunAsync("webhooks", "list", "--space", "finance");
        var deliveries = await segx.RunAsync("webhooks", "deliveries", "--space", "finance", "--status", "delivered", "--endpoint", "tests");
        var refused = await segx.RunAsync("webhooks", "redeliver", $"{id}", "--space", "finance");
        var nothing = await segx.RunAsync("webhooks", "redeliver", "--endpoint", "tests", "--space", "finance", "--json");

        Assert.Contains("tests", listed.Output, StringComparison.Ordinal);
        Assert.Contains(deliveries.Output.Split('\n'), line => line.StartsWith($"{id} ", StringComparison.Ordinal) && line.Contains("webhook.test", StringComparison.Ordinal));
        Assert.Equal(6, refused.Code);
        Assert.Equal((0, "[]"), (nothing.Code, nothing.Output.Trim()));
        Assert.Equal(2, (await segx.RunAsync("webhooks", "redeliver", "--space", "finance")).Code);
        Assert.Equal(5, (await segx.RunAsync("webhooks", "test", "nobody", "--space", "finance")).Code);
    }

    private async Task<List<WebhookDelivery>> DeliveriesAsync(Func<WebhookDelivery, bool> which, Predicate<List<WebhookDelivery>> until)
    {
        var webhooks = (await gateway.SignInAsync("carol")).Space("finance").Webhooks;
        using var ended = new CancellationTokenSource(Patience);
        while (true)
        {
            var found = await webhooks.ListDeliveriesAsync("delivered", cancellation: ended.Token).Where(which).ToListAsync(ended.Token);
            if (until(found))
            {
                return found;
            }

            await Task.Delay(50, ended.Token);
        }
    }
}
