using System.Diagnostics;

namespace SegmentExport.Hosting.Telemetry;

/// <summary>
/// The bytes of a part on their way to its store, or from it. All turns together are one measurement, taken when the stream ends or fails: as long as the store took. A failure is a span too, as long as the
/// turn that failed. What the caller cancels is no failure of the store.
/// </summary>
/// <param name="inner">The store's stream, which is disposed with this one.</param>
/// <param name="calls">Where it is measured.</param>
/// <param name="operation">What is done: one of few words.</param>
internal sealed class MeasuredStream(Stream inner, ExternalCalls calls, string operation) : Stream
{
    private TimeSpan _taken;
    private bool _isTold;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException("A part is written and read in order.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            _taken += Stopwatch.GetElapsedTime(started);
            return read;
        }
        catch (Exception fault)
        {
            Fail(fault, started);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A part is read asynchronously.");

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            inner.Write(buffer);
            _taken += Stopwatch.GetElapsedTime(started);
        }
        catch (Exception fault)
        {
            Fail(fault, started);
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A part is written and read in order.");

    public override void SetLength(long value) => throw new NotSupportedException("A part is as long as what is written.");

    public override async ValueTask DisposeAsync()
    {
        TellOnce(error: null);
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            TellOnce(error: null);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fail(Exception fault, long started)
    {
        var turn = Stopwatch.GetElapsedTime(started);
        _taken += turn;
        if (fault is not OperationCanceledException)
        {
            var error = ExternalCalls.ErrorOf(fault);
            calls.Tell(operation, turn, error);
            TellOnce(error);
        }
    }

    private void TellOnce(string? error)
    {
        if (!_isTold)
        {
            _isTold = true;
            calls.Record(operation, _taken, error);
        }
    }
}
