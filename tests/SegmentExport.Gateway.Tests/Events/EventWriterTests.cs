using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Gateway.Events;

namespace SegmentExport.Gateway.Tests.Events;

public sealed class EventWriterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Event_ToAClientThatTakesNothing_GivesUp()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 64, resumeWriterThreshold: 32, useSynchronizationContext: false));
        var writer = new EventWriter(pipe.Writer, _time);
        var writing = writer.EventAsync("1", "task", new string('x', 100), CancellationToken.None);
        Assert.False(writing.IsCompleted);

        _time.Advance(EventWriter.Patience - TimeSpan.FromSeconds(1));
        Assert.False(writing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<SlowClientException>(() => writing);
    }

    [Fact]
    public async Task Event_WrittenAndTaken_IsOneBlockOfTheStandard()
    {
        var pipe = new Pipe();
        var writer = new EventWriter(pipe.Writer, _time);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), writer.Quiet);

        await writer.RetryAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
        await writer.EventAsync("7", "task", "{}", CancellationToken.None);
        await writer.HeartbeatAsync("8", CancellationToken.None);

        Assert.Equal(TimeSpan.Zero, writer.Quiet);
        var read = await pipe.Reader.ReadAsync(CancellationToken.None);
        Assert.Equal("retry: 2000\n\nid: 7\nevent: task\ndata: {}\n\n: heartbeat\nid: 8\n\n", Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(read.Buffer)));
    }
}
