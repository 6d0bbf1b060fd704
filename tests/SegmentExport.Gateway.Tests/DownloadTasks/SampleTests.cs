using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

/// <summary>What an approver needs: who, why, how many rows, which fields, each field's masking, the file's options, and ten rows as the file will have them.</summary>
public sealed class SampleTests(RunningGateway gateway)
{
    private static readonly object[] Fields =
    [
        new { id = "phone", masking = "phone" }, new { id = "user_id", masking = "hash" }, new { id = "name" }, new { id = "lifetime_value" },
        new { id = "id_card", masking = "id_card" }, new { id = "is_member" }, new { id = "interest_tag" },
    ];

    [Fact]
    public async Task Sample_OfATask_IsTheFirstTenRowsOfItsFile()
    {
        var task = await CreateAsync("double-11", new { field = "age", @operator = "lt", value = "40" });
        var before = await gateway.Carol.SendForJsonAsync(HttpMethod.Get, $"{task}/sample");
        await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve");
        await gateway.Alice.WaitForAsync(task, state => state.GetProperty("status").GetString() == "completed", TimeSpan.FromSeconds(60));
        var after = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{task}/sample");
        using var file = await gateway.Alice.SendAsync(HttpMethod.Get, $"{task}/file?container=plain");
        var lines = (await file.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.True(lines.Length > 10);
        Assert.Equal(lines.Take(10), before.GetProperty("rows").EnumerateArray().Select(row => row.GetRawText()));
        Assert.Equal(before.GetProperty("rows").GetRawText(), after.GetProperty("rows").GetRawText());
        Assert.Equal(
            [("phone", "phone"), ("user_id", "hash"), ("name", null), ("lifetime_value", null), ("id_card", "id_card"), ("is_member", null), ("interest_tag", null)],
            before.GetProperty("columns").EnumerateArray().Select(column => (column.GetProperty("id").GetString(), column.GetProperty("masking").GetString())));
    }

    [Fact]
    public async Task Sample_OfAnEmptySegment_HasNoRows() =>
        Assert.Equal(0, (await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{await CreateAsync("nobody")}/sample")).GetProperty("rows").GetArrayLength());

    [Fact]
    public async Task Sample_OfWhoMayNotSeeTheTask_IsNotThere()
    {
        var task = await CreateAsync("everyone");

        await gateway.Dave.RefusedAsync(HttpMethod.Get, $"{task}/sample", HttpStatusCode.NotFound, "task_not_found");
        await gateway.Erin.RefusedAsync(HttpMethod.Get, $"{task}/sample", HttpStatusCode.NotFound, "space_not_found");
        Assert.Equal(HttpStatusCode.OK, await gateway.Bob.StatusOfAsync(HttpMethod.Get, $"{task}/sample"));
    }

    [Fact]
    public async Task Sample_OfAClosedTask_IsRefused()
    {
        var task = await CreateAsync("everyone");
        await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{task}/withdraw");

        var problem = await gateway.Alice.RefusedAsync(HttpMethod.Get, $"{task}/sample", HttpStatusCode.Conflict, "wrong_state");

        Assert.Equal("closed", problem.GetProperty("taskStatus").GetString());
    }

    [Fact]
    public async Task Get_ATask_TellsAnApproverAllThereIsToIt()
    {
        var created = await gateway.Alice.SendForJsonAsync(
            HttpMethod.Post,
            RunningGateway.Tasks,
            new { segmentId = "everyone", reason = "For the approver", fields = Fields, format = "csv", options = new { delimiter = ";", displayNames = true, nullText = "-" } });

        Assert.InRange(created.GetProperty("packaging").GetProperty("rowsEstimated").GetInt64(), 1, 30_000);
        var task = await gateway.Carol.WaitForAsync(
            $"{RunningGateway.Tasks}/{created.GetProperty("id").GetString()}", state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", TimeSpan.FromSeconds(60));
        Assert.Equal(3000, task.GetProperty("packaging").GetProperty("rowsTotal").GetInt64());
        Assert.Equal(("alice", "For the approver", "csv"), (Text(task, "submitter"), Text(task, "reason"), Text(task, "format")));
        Assert.Equal(
            """{"compression":"deflate","delimiter":";","byteOrderMark":false,"displayNames":true,"lineFeedOnly":false,"nullText":"-","neutralizeFormulas":true}""",
            task.GetProperty("options").GetRawText());
        Assert.Equal(Fields.Length, task.GetProperty("fields").GetArrayLength());
    }

    private static string? Text(JsonElement task, string name) => task.GetProperty(name).GetString();

    private async Task<string> CreateAsync(string segment, params object[] filters)
    {
        var created = await gateway.Alice.SendForJsonAsync(
            HttpMethod.Post, RunningGateway.Tasks, new { segmentId = segment, reason = "A sample", fields = Fields, filters, format = "jsonl" });
        return $"{RunningGateway.Tasks}/{created.GetProperty("id").GetString()}";
    }
}
