using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SegmentExport.Client.Errors;
using SegmentExport.Client.Http;

namespace SegmentExport.Client.Events;

/// <summary>The server-sent events of a space, over any number of connections: each goes on where the one before broke off.</summary>
internal sealed class TaskEvents(ApiConnection api, string path, SegmentExportClientOptions options, TimeProvider time)
{
    // The API sends something each 15 s.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private string? _lastId;

    /// <summary>Follows until it is cancelled or refused.</summary>
    public async IAsyncEnumerable<TaskEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            await foreach (var item in FollowAsync(IsFinal, cancellation))
            {
                yield return item;
            }

            await Task.Delay(options.PollInterval, time, cancellation);
        }
    }

    /// <summary>One connection, to its end.</summary>
    /// <param name="isFinal">Which refusals are thrown; others end it.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<TaskEvent> FollowAsync(Predicate<SegmentExportException> isFinal, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var silence = new SilenceLimit(Silence, time, cancellation);
        using var answer = await OpenAsync(isFinal, silence);
        if (answer is null)
        {
            yield break;
        }

        await using var items = SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellation)).EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        while (await NextAsync(items, silence, cancellation))
        {
            if (Read(items.Current) is { } read)
            {
                yield return read;
            }
        }
    }

    /// <summary>Whether no further attempt helps: the caller is not let in.</summary>
    public static bool IsFinal(SegmentExportException fault) => fault is NotSignedInException or NotPermittedException or NotFoundException;

    private async Task<HttpResponseMessage?> OpenAsync(Predicate<SegmentExportException> isFinal, SilenceLimit silence)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.Relative());
        request.Headers.Accept.Add(new("text/event-stream"));
        if (_lastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", _lastId);
        }

        try
        {
            silence.Restart();
            return await api.OpenAsync(request, silence.Token);
        }
        catch (InvalidRequestException)
        {
            // The place is not known any more: begin anew.
            _lastId = null;
        }
        catch (SegmentExportException fault) when (!isFinal(fault))
        {
            // Something passing; the caller tries again or asks instead.
        }
        catch (OperationCanceledException) when (silence.IsReached)
        {
            // Nobody answers.
        }

        return null;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items, SilenceLimit silence, CancellationToken cancellation)
    {
        try
        {
            silence.Restart();
            return await items.MoveNextAsync();
        }
        catch (Exception fault) when (ApiConnection.IsLost(fault, cancellation))
        {
            return false;
        }
    }

    private TaskEvent? Read(SseItem<string> item)
    {
        _lastId = item.EventId ?? _lastId;
        try
        {
            return item.EventType switch
            {
                "ready" when !item.Data.Contains("true", StringComparison.Ordinal) => new(null),
                "task" when JsonSerializer.Deserialize(item.Data, ClientJson.Default.DownloadTask) is { } task => new(task),
                _ => null,
            };
        }
        catch (JsonException)
        {
            // What it would have told is missed.
            return new(null);
        }
    }
}
