using System.Text.Json;
using Microsoft.Extensions.Options;
using SegmentExport.Abstractions;
using SegmentExport.Abstractions.Events;
using SegmentExport.Gateway.DownloadTasks;

namespace SegmentExport.Gateway.Events;

/// <summary>One client's stream: asks the grain what came after the place that the client is at, and writes it, in turn. Nothing is queued in between.</summary>
internal sealed partial class EventStream(HttpContext context, ITaskEventsGrain grain, Caller caller, TimeProvider time)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = context.RequestServices.GetRequiredService<ILogger<EventStream>>();
    private readonly JsonSerializerOptions _json = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
    private readonly EventWriter _writer = new(context.Response.BodyWriter, time);

    /// <summary>Runs until the client has gone, may see nothing any more, or reads too slowly.</summary>
    /// <param name="lastId">The place that the client was at; null: none.</param>
    /// <param name="first">What came after it: the answer of the grain that allowed the stream.</param>
    /// <param name="ended">Ends it.</param>
    public async Task RunAsync(string? lastId, TaskChangeBatch first, CancellationToken ended)
    {
        context.Response.ContentType = "text/event-stream";

        // A proxy that gathers the answer before it passes it on would pass on nothing.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await _writer.RetryAsync(Retry, ended);
            var resumed = first.IsContinuous;
            await _writer.EventAsync(resumed ? lastId! : first.Position, "ready", JsonSerializer.Serialize(new { resumed }, _json), ended);
            await FollowAsync(first, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client has gone, the token has expired, or the process stops.
        }
        catch (SlowClientException)
        {
            LogDropped();
            context.Abort();
        }
        catch (Exception fault) when (context.Response.HasStarted)
        {
            // No error can be told any more; the client connects anew and goes on where it was.
            LogInterrupted(fault.GetType());
        }
    }

    private async Task FollowAsync(TaskChangeBatch batch, CancellationToken ended)
    {
        while (true)
        {
            foreach (var change in batch.Items)
            {
                await _writer.EventAsync(change.Position, "task", JsonSerializer.Serialize(DownloadTaskMapping.ToTask(change.Task), _json), ended);
            }

            var reading = grain.ReadAsync(caller, batch.Position, wait: true, ended);
            while (!reading.IsCompleted)
            {
                await BeatAsync(reading, batch.Position, ended);
            }

            var answer = await reading;
            if (!answer.IsAccepted)
            {
                return;
            }

            batch = answer.Value;
        }
    }

    /// <summary>Waits for an answer, and shows the client meanwhile that there is still somebody.</summary>
    private async Task BeatAsync(Task reading, string position, CancellationToken ended)
    {
        if (Heartbeat - _writer.Quiet is var left && left > TimeSpan.Zero)
        {
            using var answered = CancellationTokenSource.CreateLinkedTokenSource(ended);
            await Task.WhenAny(reading, Task.Delay(left, time, answered.Token));
            await answered.CancelAsync();
            ended.ThrowIfCancellationRequested();
        }
        else
        {
            await _writer.HeartbeatAsync(position, ended);
        }
    }

    [LoggerMessage(5100, LogLevel.Information, "A stream of events was dropped: its client reads too slowly.")]
    private partial void LogDropped();

    [LoggerMessage(5101, LogLevel.Warning, "A stream of events was interrupted by {Fault}; its client connects anew.")]
    private partial void LogInterrupted(Type fault);
}
