using System.Diagnostics;
using System.Text;
using SegmentExport.TestKit.Tools;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>A program on a terminal of its own: what it shows, and keys that are pressed. Python's standard library has pseudo-terminals, .NET's has none.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    // Whoever runs the tests in the background of a shell has them ignore interrupts. At the end it says what the program has left of the terminal's settings: whether it echoes, and lets lines be edited.
    private const string Host = """
        import fcntl, os, pty, select, signal, struct, sys, termios
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, int(sys.argv[1]), 0, 0))
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execvp(sys.argv[2], sys.argv[2:])
        sources = [0, terminal]
        while True:
            ready, _, _ = select.select(sources, [], [])
            if 0 in ready:
                keys = os.read(0, 1024)
                if keys:
                    os.write(terminal, keys)
                else:
                    sources.remove(0)
            if terminal in ready:
                try:
                    shown = os.read(terminal, 65536)
                except OSError:
                    break
                if not shown:
                    break
                os.write(1, shown)
        _, status = os.waitpid(child, 0)
        settings = termios.tcgetattr(terminal)[3]
        sys.stderr.write("clean" if settings & termios.ECHO and settings & termios.ICANON else "raw")
        sys.exit(os.waitstatus_to_exitcode(status))
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _host;
    private readonly StringBuilder _shown = new();
    private readonly Task<string> _left;

    private PseudoTerminal(Process host) => (_host, _left) = (host, host.StandardError.ReadToEndAsync());

    /// <summary>Starts a program.</summary>
    /// <param name="columns">How wide the terminal is.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Of it, beside the test's own; a terminal that knows colours and the cursor.</param>
    public static PseudoTerminal Start(int columns, IEnumerable<string> command, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Tool.Python.Require(), ["-c", Host, $"{columns}", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment.Prepend(("TERM", "xterm-256color")))
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Reads until something is shown.</summary>
    /// <returns>All that was shown so far.</returns>
    public async Task<string> ReadUntilAsync(string text)
    {
        var buffer = new char[4096];
        while (!_shown.ToString().Contains(text, StringComparison.Ordinal))
        {
            var read = await _host.StandardOutput.ReadAsync(buffer).AsTask().WaitAsync(Patience);
            if (read == 0)
            {
                throw new EndOfStreamException($"'{text}' was never shown:\n{_shown}");
            }

            _shown.Append(buffer, 0, read);
        }

        return _shown.ToString();
    }

    /// <summary>Presses keys.</summary>
    public async Task PressAsync(string keys)
    {
        await _host.StandardInput.WriteAsync(keys);
        await _host.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the program's end.</summary>
    /// <returns>What it ended with, all that was shown, and whether the terminal echoes and edits lines as before.</returns>
    public async Task<(int Code, string Shown, bool IsClean)> EndAsync()
    {
        _shown.Append(await _host.StandardOutput.ReadToEndAsync().WaitAsync(Patience));
        await _host.WaitForExitAsync().WaitAsync(Patience);
        return (_host.ExitCode, _shown.ToString(), await _left == "clean");
    }

    public void Dispose()
    {
        if (!_host.HasExited)
        {
            _host.Kill(entireProcessTree: true);
        }

        _host.Dispose();
    }
}
