using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SegmentExport.Gateway.Tests.Support;

namespace SegmentExport.Gateway.Tests.Events;

/// <summary>Live: what happens to tasks, as it happens.</summary>
public sealed class EventTests(RunningGateway gateway)
{
    private const string Path = "/api/v1/spaces/retail/download-tasks/events";

    [Fact]
    public async Task Events_OfATask_ComeWithinTwoSecondsAndEndWithItsLastState()
    {
        var (client, resumed) = await EventClient.ConnectAsync(gateway.Alice);
        await using var _ = client;
        Assert.False(resumed);

        var clock = Stopwatch.StartNew();
        var id = IdOf(await gateway.CreateAsync());
        await client.ReadUntilAsync(task => Id(task) == id);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await gateway.Carol.SendForJsonAsync(HttpMethod.Post, $"{RunningGateway.Tasks}/{id}/approve");
        var told = await client.ReadUntilAsync(task => Id(task) == id && Status(task) == "completed");

        // As the task's own call shows it to the same user.
        var task = await gateway.Alice.SendForJsonAsync(HttpMethod.Get, $"{RunningGateway.Tasks}/{id}");
        Assert.Equal(task.GetProperty("revision").GetInt64(), told[^1].GetProperty("revision").GetInt64());
        Assert.Equal(task.GetProperty("allowedActions").GetRawText(), told[^1].GetProperty("allowedActions").GetRawText());
    }

    [Fact]
    public async Task Events_OfOthers_ComeToWhomSeesAllAlone()
    {
        var (dave, _) = await EventClient.ConnectAsync(gateway.Dave);
        var (bob, _) = await EventClient.ConnectAsync(gateway.Bob);
        await using var client = dave;
        await using var other = bob;

        var id = IdOf(await gateway.CreateAsync());

        var seen = (await bob.ReadUntilAsync(task => Id(task) == id))[^1];
        Assert.Equal(["view"], seen.GetProperty("allowedActions").EnumerateArray().Select(action => action.GetString()));

        // Dave sees his own alone, and has none: it went past him.
        await Assert.ThrowsAsync<TimeoutException>(() => dave.ReadAsync().WaitAsync(TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public async Task Events_AfterALostConnection_GoOnWhereItWasWithoutAGap()
    {
        var (first, _) = await EventClient.ConnectAsync(gateway.Alice);
        var id = IdOf(await gateway.CreateAsync());
        await first.ReadUntilAsync(task => Id(task) == id);
        var lastId = first.LastId;
        await first.DisposeAsync();
        await gateway.Alice.SendForJsonAsync(HttpMethod.Post, $"{RunningGateway.Tasks}/{id}/withdraw");

        var (second, resumed) = await EventClient.ConnectAsync(gateway.Alice, lastId);
        await using var client = second;

        Assert.True(resumed);
        await second.ReadUntilAsync(task => Id(task) == id && Status(task) == "closed");
    }

    [Fact]
    public async Task Events_OfATaskWhoseTimeIsOver_ComeAtThatTimeWithoutACommit()
    {
        var id = IdOf(await gateway.CompleteAsync(new { id = "city" }));
        var (client, _) = await EventClient.ConnectAsync(gateway.Alice);
        await using var stream = client;

        // As if it had been approved almost a day ago. The task's grain knows nothing of it, so no commit follows.
        var end = TimeProvider.System.GetUtcNow().AddSeconds(3);
        await SetDeadlineAsync(id, end);
        var told = await client.ReadUntilAsync(task => Id(task) == id && Status(task) == "expired");

        Assert.InRange(TimeProvider.System.GetUtcNow() - end, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Contains(told, task => Id(task) == id && Status(task) == "completed");
        Assert.Equal(["view"], told[^1].GetProperty("allowedActions").EnumerateArray().Select(action => action.GetString()));
    }

    [Fact]
    public async Task Events_WhereNothingHappens_BeatEveryFifteenSeconds()
    {
        // Another test makes a few tasks in this space; then it is quiet.
        using var answer = await gateway.Frank.SendAsync(HttpMethod.Get, "/api/v1/spaces/finance/download-tasks/events");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var clock = Stopwatch.StartNew();
        string? line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(40));
            Assert.NotNull(line);
        }
        while (line != ": heartbeat");

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(40));
        Assert.StartsWith("id: ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1-2-3")]
    [InlineData("' OR 1=1 --")]
    public async Task Events_FromAPlaceThatIsNone_AreRefused(string lastId) =>
        await gateway.Alice.RefusedAsync(
            HttpMethod.Get, Path, HttpStatusCode.BadRequest, "invalid_cursor", headers: headers => headers.TryAddWithoutValidation("Last-Event-ID", lastId));

    [Fact]
    public async Task Events_FromAPlaceThatIsNotReachedYet_SayThatTheyDoNotGoOn()
    {
        var (client, resumed) = await EventClient.ConnectAsync(gateway.Alice, "9000000000-638000000000000000-~");
        await using var _ = client;

        Assert.False(resumed);
    }

    [Fact]
    public async Task Events_OfAStranger_AreNotThere()
    {
        await gateway.Erin.RefusedAsync(HttpMethod.Get, Path, HttpStatusCode.NotFound, "space_not_found");
        await gateway.Alice.RefusedAsync(HttpMethod.Get, "/api/v1/spaces/nope/download-tasks/events", HttpStatusCode.NotFound, "space_not_found");
    }

    [Fact]
    public async Task Events_MoreStreamsThanAllowed_AreRefusedUntilOneCloses()
    {
        var open = new List<EventClient>();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                open.Add((await EventClient.ConnectAsync(gateway.Erin, space: "finance")).Client);
            }

            using (var refused = await gateway.Erin.SendAsync(HttpMethod.Get, "/api/v1/spaces/finance/download-tasks/events"))
            {
                await Problems.ReadAsync(refused, HttpStatusCode.TooManyRequests, "too_many_streams");
                Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            }

            await open[0].DisposeAsync();
            open.RemoveAt(0);
            var clock = Stopwatch.StartNew();
            while (await gateway.Erin.StatusOfAsync(HttpMethod.Get, "/api/v1/spaces/finance/download-tasks/events") != HttpStatusCode.OK)
            {
                Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
                await Task.Delay(50, CancellationToken.None);
            }
        }
        finally
        {
            foreach (var client in open)
            {
                await client.DisposeAsync();
            }
        }
    }

    private static string IdOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string? Id(JsonElement task) => task.GetProperty("id").GetString();

    private static string? Status(JsonElement task) => task.GetProperty("status").GetString();

    private async Task SetDeadlineAsync(string task, DateTimeOffset end)
    {
        await using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(gateway.DataPath, "segment-export.db")};Pooling=False");
        await connection.OpenAsync();
        await using var write = connection.CreateCommand();
        write.CommandText = """
            PRAGMA busy_timeout = 10000;
            UPDATE OrleansStorage SET PayloadBinary = CAST(json_set(CAST(PayloadBinary AS TEXT), '$.expiresAt', $end) AS BLOB)
            WHERE GrainTypeString = 'task' AND CAST(PayloadBinary AS TEXT) ->> '$.key.task' = $task;
            """;
        write.Parameters.AddWithValue("$end", end.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'"));
        write.Parameters.AddWithValue("$task", task);
        await write.ExecuteNonQueryAsync();
    }
}
