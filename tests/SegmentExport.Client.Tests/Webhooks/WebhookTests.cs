using System.Text.Json;
using SegmentExport.Client.Tests.CommandLine;
using SegmentExport.Client.Tests.Support;
using SegmentExport.TestKit.Processes;

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

        var told = new List<string>();
        while (!told.Contains("download_task.completed"))
        {
            var (_, message) = await gateway.Hooks.Taken.ReadAsync().AsTask().WaitAsync(Patience);
            var data = message.GetProperty("data");
            Assert.Equal(("finance", task.Id), (data.GetProperty("spaceId").GetString(), data.GetProperty("taskId").GetString()));
            Assert.DoesNotContain("erin", JsonSerializer.Serialize(message), StringComparison.Ordinal);
            told.Add(message.GetProperty("type").GetString()!);
        }

        Assert.Equal(told.Count, told.Distinct().Count());

        // What operators see of it, by the silo's own command.
        var (code, output, errors) = await ListAsync();
        Assert.True(code == 0, errors);
        Assert.Contains($"\tdelivered\t2\ttests\tdownload_task.completed\tfinance/{task.Id}", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> ListAsync()
    {
        using var segx = new Segx();
        return await segx.RunAsync("webhooks", "list", "--silo", Programs.Silo, "--", "--SegmentExport:DataPath", gateway.DataPath);
    }
}
