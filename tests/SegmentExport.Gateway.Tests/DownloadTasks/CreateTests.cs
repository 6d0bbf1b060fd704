using System.Net;
using System.Text.Json;
using SegmentExport.Domain.Identity;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

public sealed class CreateTests(RunningGateway gateway)
{
    private static readonly object Body = new { segmentId = "vip-invited", reason = " 秋季活动 ", fields = new object[] { new { id = "phone", masking = "phone" }, new { id = "city" } } };

    [Fact]
    public async Task Create_OfAGoodRequest_AnswersTheTaskAndWhereItIs()
    {
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Post, RunningGateway.Tasks, Body);
        var task = await JsonAsync(answer);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"{RunningGateway.Tasks}/{task.GetProperty("id").GetString()}", answer.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", answer.Headers.ETag?.ToString());
        Assert.Equal("in_approval", task.GetProperty("status").GetString());
        Assert.Equal("alice", task.GetProperty("submitter").GetString());
        Assert.Equal("秋季活动", task.GetProperty("reason").GetString());
        Assert.StartsWith("VIP邀请名单 20", task.GetProperty("name").GetString());
        Assert.Equal("csv", task.GetProperty("format").GetString());
        Assert.Equal("export_page", task.GetProperty("origin").GetString());
        Assert.Equal(["gzip", "zip", "plain"], task.GetProperty("containers").EnumerateArray().Select(name => name.GetString()!));
        Assert.Equal(JsonValueKind.Null, task.GetProperty("expiresAt").ValueKind);
        Assert.EndsWith("Z", task.GetProperty("submittedAt").GetString());
        Assert.Equal(task.GetProperty("submittedAt").GetString(), task.GetProperty("history")[0].GetProperty("at").GetString());
        Assert.Matches("^[0-9a-f]{32}$", task.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Create_PacksWithoutWaitingForTheApproval()
    {
        var task = await gateway.CreateAsync("everyone");

        var packed = await gateway.Alice.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", TimeSpan.FromSeconds(60));
        Assert.Equal("in_approval", packed.GetProperty("status").GetString());
        Assert.Equal(3000, packed.GetProperty("packaging").GetProperty("rowsDone").GetInt64());
        Assert.Equal(packed.GetProperty("packaging").GetProperty("shardsTotal").GetInt32(), packed.GetProperty("packaging").GetProperty("shardsDone").GetInt32());
    }

    [Fact]
    public async Task Create_SentAgainWithItsKey_IsTheSameTask()
    {
        var key = OperationId.New().ToString();
        var (first, again) = (await SendAsync(key, Body), await SendAsync(key, Body));

        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Create_OfAnotherRequestWithAKeyThatWasUsed_IsRefused()
    {
        var key = OperationId.New().ToString();
        await SendAsync(key, Body);

        await gateway.Alice.RefusedAsync(
            HttpMethod.Post,
            RunningGateway.Tasks,
            HttpStatusCode.UnprocessableEntity,
            "idempotency_key_reused",
            new { segmentId = "nobody", reason = "Another", fields = new[] { new { id = "city" } } },
            headers => headers.Add("Idempotency-Key", key));
    }

    [Fact]
    public async Task Create_WithAKeyThatAnotherUserUsed_IsATaskOfItsOwn()
    {
        var key = OperationId.New().ToString();
        var first = await SendAsync(key, Body);
        using var answer = await gateway.Bob.SendAsync(HttpMethod.Post, RunningGateway.Tasks, Body, headers => headers.Add("Idempotency-Key", key));

        Assert.NotEqual(first.GetProperty("id").GetString(), (await JsonAsync(answer)).GetProperty("id").GetString());
    }

    private async Task<JsonElement> SendAsync(string key, object body)
    {
        using var answer = await gateway.Alice.SendAsync(HttpMethod.Post, RunningGateway.Tasks, body, headers => headers.Add("Idempotency-Key", key));
        return await JsonAsync(answer);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
}
