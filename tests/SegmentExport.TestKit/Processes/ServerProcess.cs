using System.Collections.Concurrent;
using System.Diagnostics;

namespace SegmentExport.TestKit.Processes;

/// <summary>One of our programs as a process of its own, with its output kept and its health asked over HTTP.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private bool _isDisposed;

    private ServerProcess(Process process, string name, Uri address)
    {
        _process = process;
        Name = name;
        Address = address;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What the test calls it.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>The setting that has it tell its metrics at a port, at which it then listens too.</summary>
    public const string MetricsPort = "SegmentExport__Telemetry__MetricsPort";

    /// <summary>A client without a token.</summary>
    public HttpClient Client { get; }

    /// <summary>What it has printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _isDisposed || _process.HasExited;

    /// <summary>Starts a program on a free port of the loopback interface; the caller disposes it.</summary>
    /// <param name="program">Its <c>.dll</c>.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="settings">Its settings, as environment variables.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ServerProcess Start(string program, string name, string folder, IEnumerable<KeyValuePair<string, string>> settings, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();

        // Most of a short run is compiling; instrumenting it for a long one costs more than it gives.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (setting, value) in settings)
        {
            start.Environment[setting] = value;
        }

        if (start.Environment.TryGetValue(MetricsPort, out var port))
        {
            start.Environment["ASPNETCORE_URLS"] += $";http://127.0.0.1:{port}";
        }

        return new(Process.Start(start)!, name, address);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task WaitUntilReadyAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}:\n{Output}");
            }

            if (Stopwatch.GetElapsedTime(started) > StartTimeout)
            {
                throw new TimeoutException($"{Name} was not ready within {StartTimeout}:\n{Output}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Whether it says that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), timeout.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name} did not end within {limit}:\n{Output}");
        }
    }

    /// <summary>Ends it without a word, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal: <c>TERM</c>, <c>STOP</c>, <c>CONT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Client.Dispose();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
