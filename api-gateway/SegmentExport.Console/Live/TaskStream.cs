using System.Net;
using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Components.WebAssembly.Http;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;
using SegmentExport.WebConsole.Session;

namespace SegmentExport.WebConsole.Live;

/// <summary>
/// Follows the server-sent events of a space and tells a watcher, from one loop and never more than four times a second. By a request and not by the browser's <c>EventSource</c>, which cannot send a token.
/// </summary>
internal sealed class TaskStream(ApiClient api, ConsoleSettingsReader clock, Connection connection, TimeProvider time, string space, ITaskWatcher watcher) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // The server says something every 15 s.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource _disposed = new();
    private readonly PendingTasks _pending = new();
    private Action? _interrupt;
    private string? _lastId;

    /// <summary>Follows until it is disposed, or refused.</summary>
    public async Task RunAsync()
    {
        var ended = _disposed.Token;
        connection.Changed += Interrupt;
        try
        {
            // What is shown without it comes first.
            await BrowserModule.PaintedAsync();
            await Task.WhenAll(FollowAsync(ended), TellAsync(ended));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Nobody watches any more.
        }
    }

    private async Task FollowAsync(CancellationToken ended)
    {
        while (await FollowOnceAsync(ended))
        {
            await watcher.LostAsync();
            await Task.Delay(Pause, time, ended);
        }
    }

    /// <summary>One connection, to its end.</summary>
    /// <returns>Whether it is worth another one.</returns>
    private async Task<bool> FollowOnceAsync(CancellationToken ended)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(ended);
        _interrupt = attempt.Cancel;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/spaces/{Uri.EscapeDataString(space)}/download-tasks/events");
            request.SetBrowserResponseStreamingEnabled(true);
            if (_lastId is not null)
            {
                request.Headers.Add("Last-Event-ID", _lastId);
            }

            using var answer = await api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return await RefuseAsync(answer.StatusCode);
            }

            await using var stream = new WatchedStream(await answer.Content.ReadAsStreamAsync(attempt.Token), Silence, time);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(attempt.Token))
            {
                await TakeAsync(item);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException && !ended.IsCancellationRequested)
        {
            // The connection broke; the next one goes on where this one was.
        }
        finally
        {
            _interrupt = null;
        }

        return true;
    }

    private async Task<bool> RefuseAsync(HttpStatusCode status)
    {
        if (status is HttpStatusCode.BadRequest)
        {
            // The place is not known any more: begin anew.
            _lastId = null;
            return true;
        }

        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests)
        {
            await watcher.RefusedAsync(new() { Status = (int)status, Code = status is HttpStatusCode.TooManyRequests ? "too_many_streams" : status is HttpStatusCode.NotFound ? "space_not_found" : "expired_token" });
            return false;
        }

        return true;
    }

    private async Task TakeAsync(SseItem<string> item)
    {
        _lastId = item.EventId ?? _lastId;
        switch (item.EventType)
        {
            case "ready":
                await clock.ReadAsync();
                await watcher.ConnectedAsync(item.Data.Contains("true", StringComparison.Ordinal));
                break;
            case "task":
                _pending.Add(item.Data);
                break;
        }
    }

    private async Task TellAsync(CancellationToken ended)
    {
        using var pace = new PeriodicTimer(Pace, time);
        while (await pace.WaitForNextTickAsync(ended))
        {
            if (_pending.Take() is { Count: > 0 } tasks)
            {
                await watcher.ChangedAsync(tasks);
            }
        }
    }

    private void Interrupt() => _interrupt?.Invoke();

    public void Dispose()
    {
        connection.Changed -= Interrupt;
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
