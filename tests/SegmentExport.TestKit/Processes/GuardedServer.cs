using System.Diagnostics;

namespace SegmentExport.TestKit.Processes;

/// <summary>A server of somebody else's that a shell starts, and ends when its standard input ends: also when the process that holds the other end was killed.</summary>
public sealed class GuardedServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly Process _guard;

    private GuardedServer(Process guard) => _guard = guard;

    /// <summary>Starts it and waits until it answers; the caller disposes it.</summary>
    /// <param name="start">The shell with its script, which reads its standard input to the end and then kills what it started.</param>
    /// <param name="isReady">Whether it answers.</param>
    /// <param name="log">What it has logged, for the error.</param>
    public static async Task<GuardedServer> StartAsync(ProcessStartInfo start, Func<Task<bool>> isReady, Func<string> log)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(isReady);
        ArgumentNullException.ThrowIfNull(log);
        start.RedirectStandardInput = true;
        var server = new GuardedServer(Process.Start(start)!);
        var started = Stopwatch.GetTimestamp();
        while (!await isReady())
        {
            if (server._guard.HasExited || Stopwatch.GetElapsedTime(started) > StartTimeout)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"The server did not start:\n{log()}");
            }

            await Task.Delay(50);
        }

        return server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }
}
