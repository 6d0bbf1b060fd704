using System.Net;
using System.Text.Json;
using SegmentExport.Gateway.Tests.Support;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.DownloadTasks;

public sealed class DecisionTests(RunningGateway gateway)
{
    private static readonly string[] Actions = ["withdraw", "approve", "reject"];

    [Fact]
    public async Task Approve_SetsTheDeadline24HoursLater()
    {
        var task = await gateway.CreateAsync();
        var approved = await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{task}/approve", new { comment = "好" });

        var decision = approved.GetProperty("decision");
        Assert.Equal(("approved", "carol", "好"), (decision.GetProperty("kind").GetString(), decision.GetProperty("by").GetString(), decision.GetProperty("comment").GetString()));
        Assert.Equal(TimeSpan.FromHours(24), approved.GetProperty("expiresAt").GetDateTimeOffset() - decision.GetProperty("at").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("withdraw", "withdrawn")]
    [InlineData("reject", "rejected")]
    public async Task WithdrawAndReject_CloseTheTaskAndItsPartsGo(string action, string reason)
    {
        var task = await gateway.CreateAsync();
        var closed = await DeciderOf(action).SendForJsonAsync(HttpMethod.Post, $"{task}/{action}", new { comment = "no" });

        Assert.Equal(("closed", reason), (closed.GetProperty("status").GetString(), closed.GetProperty("closeReason").GetString()));
        Assert.Equal(["view"], closed.GetProperty("allowedActions").EnumerateArray().Select(allowed => allowed.GetString()!));
        await gateway.Alice.WaitForAsync(
            task, state => state.GetProperty("history").EnumerateArray().Any(entry => entry.GetProperty("event").GetString() == "parts_deleted"), TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(Directory.GetFiles(gateway.DataPath, "*.part", SearchOption.AllDirectories), part => part.Contains(IdOf(task), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decision_AfterADecision_ConflictsAndSaysWhatCanBeDone()
    {
        foreach (var first in Actions)
        {
            var task = await gateway.CreateAsync();
            await DeciderOf(first).SendForJsonAsync(HttpMethod.Post, $"{task}/{first}");
            foreach (var second in Actions)
            {
                var problem = await DeciderOf(second).RefusedAsync(HttpMethod.Post, $"{task}/{second}", HttpStatusCode.Conflict, "wrong_state");
                Assert.Contains(problem.GetProperty("taskStatus").GetString(), first == "approve" ? ["preparing", "completed"] : (string[])["closed"]);
                Assert.Contains("view", problem.GetProperty("allowedActions").EnumerateArray().Select(allowed => allowed.GetString()));
                Assert.DoesNotContain(second, problem.GetProperty("allowedActions").EnumerateArray().Select(allowed => allowed.GetString()));
            }
        }
    }

    [Theory]
    [InlineData("bob", "approve")]
    [InlineData("alice", "approve")]
    [InlineData("bob", "reject")]
    [InlineData("alice", "reject")]
    [InlineData("carol", "withdraw")]
    [InlineData("bob", "withdraw")]
    public async Task Decision_OfSomebodyWhoMayNot_IsRefused(string user, string action)
    {
        var task = await gateway.CreateAsync();
        var who = user switch { "alice" => gateway.Alice, "bob" => gateway.Bob, _ => gateway.Carol };

        await who.RefusedAsync(HttpMethod.Post, $"{task}/{action}", HttpStatusCode.Forbidden, "not_permitted");
        Assert.Equal("pending", DecisionOf(await gateway.Alice.SendForJsonAsync(HttpMethod.Get, task)));
    }

    [Fact]
    public async Task Decision_ForAnotherVersion_IsRefused()
    {
        var task = await gateway.CreateAsync();
        var problem = await gateway.Carol.RefusedAsync(
            HttpMethod.Post, $"{task}/approve", HttpStatusCode.PreconditionFailed, "version_mismatch", headers: headers => headers.Add("If-Match", "\"99\""));

        Assert.Contains("Read it again", problem.GetProperty("detail").GetString());
        Assert.Equal("pending", DecisionOf(await gateway.Alice.SendForJsonAsync(HttpMethod.Get, task)));
    }

    [Fact]
    public async Task Decision_ForTheVersionThatWasSeen_IsTaken()
    {
        var task = await gateway.CreateAsync();
        await gateway.Alice.WaitForAsync(task, state => state.GetProperty("packaging").GetProperty("state").GetString() == "packed", TimeSpan.FromSeconds(30));
        using var seen = await gateway.Carol.SendAsync(HttpMethod.Get, task);
        using var answer = await gateway.Carol.SendAsync(HttpMethod.Post, $"{task}/approve", headers: headers => headers.IfMatch.Add(seen.Headers.ETag!));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(seen.Headers.ETag, answer.Headers.ETag);
    }

    [Theory]
    [InlineData("W/\"1\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("1")]
    [InlineData("\"one\"")]
    public async Task Decision_WithAConditionThatIsNone_IsRefused(string condition)
    {
        var task = await gateway.CreateAsync();

        await gateway.Carol.RefusedAsync(
            HttpMethod.Post, $"{task}/approve", HttpStatusCode.BadRequest, "invalid_header", headers: headers => headers.TryAddWithoutValidation("If-Match", condition));
    }

    [Fact]
    public async Task Decision_WithACommentThatIsTooLongOrNoText_IsRefused()
    {
        var task = await gateway.CreateAsync();

        await gateway.Carol.RefusedAsync(HttpMethod.Post, $"{task}/approve", HttpStatusCode.BadRequest, "text_too_long", new { comment = new string('字', 1001) });
        await gateway.Carol.RefusedAsync(HttpMethod.Post, $"{task}/reject", HttpStatusCode.BadRequest, "invalid_text", new { comment = "a\u0007" });
        await gateway.Carol.RefusedAsync(HttpMethod.Post, $"{task}/reject", HttpStatusCode.BadRequest, "invalid_body", new { remark = "x" });
        Assert.Equal("pending", DecisionOf(await gateway.Alice.SendForJsonAsync(HttpMethod.Get, task)));
    }

    [Fact]
    public async Task Decision_SentAgainWithItsKey_IsTheSame()
    {
        var task = await gateway.CreateAsync();
        for (var round = 0; round < 2; round++)
        {
            using var answer = await gateway.Carol.SendAsync(HttpMethod.Post, $"{task}/approve", headers: headers => headers.Add("Idempotency-Key", "once"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static string? DecisionOf(JsonElement task) => task.GetProperty("decision").GetProperty("kind").GetString();

    private static string IdOf(string task) => task[(task.LastIndexOf('/') + 1)..];

    private ApiUser DeciderOf(string action) => action == "withdraw" ? gateway.Alice : gateway.Carol;
}
