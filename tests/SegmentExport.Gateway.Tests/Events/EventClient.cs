using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.Events;

/// <summary>A client of server-sent events, with .NET's own parser.</summary>
internal sealed class EventClient : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly SseParser<string> _parser;
    private readonly CancellationTokenSource _closed = new();

    private EventClient(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _parser = SseParser.Create(stream);
        _events = _parser.EnumerateAsync(_closed.Token).GetAsyncEnumerator(_closed.Token);
    }

    /// <summary>The last event's id.</summary>
    public string LastId => _parser.LastEventId;

    /// <summary>Connects, and reads the event <c>ready</c>.</summary>
    public static async Task<(EventClient Client, bool Resumed)> ConnectAsync(ApiUser user, string? lastId = null, string space = "retail")
    {
        var answer = await user.SendAsync(
            HttpMethod.Get, $"/api/v1/spaces/{space}/download-tasks/events", headers: lastId is null ? null : headers => headers.TryAddWithoutValidation("Last-Event-ID", lastId));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var client = new EventClient(answer, await answer.Content.ReadAsStreamAsync());
        var ready = await client.ReadAsync();
        Assert.Equal("ready", ready.Name);
        return (client, ready.Data.GetProperty("resumed").GetBoolean());
    }

    /// <summary>The next event.</summary>
    public async Task<(string Name, JsonElement Data)> ReadAsync()
    {
        Assert.True(await _events.MoveNextAsync().AsTask().WaitAsync(Timeout), "The stream has ended.");
        return (_events.Current.EventType, JsonDocument.Parse(_events.Current.Data).RootElement.Clone());
    }

    /// <summary>Events up to the first one of a task that satisfies a condition.</summary>
    public async Task<List<JsonElement>> ReadUntilAsync(Predicate<JsonElement> condition)
    {
        var tasks = new List<JsonElement>();
        do
        {
            var (name, task) = await ReadAsync();
            Assert.Equal("task", name);
            tasks.Add(task);
        }
        while (!condition(tasks[^1]));

        return tasks;
    }

    /// <summary>Whether the server ends the stream.</summary>
    public async Task<bool> IsEndedAsync() => !await _events.MoveNextAsync().AsTask().WaitAsync(Timeout);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _answer.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read that nobody waits for any more is still on its way out.
        }

        _closed.Dispose();
    }
}
