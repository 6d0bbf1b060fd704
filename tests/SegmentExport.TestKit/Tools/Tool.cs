using System.Diagnostics;
using Xunit;

namespace SegmentExport.TestKit.Tools;

/// <summary>
/// A program that we did not write and hold our files against. One that is not installed skips the test and says so; on CI (<c>CI=true</c>), where everything has to be
/// there, it fails the test.
/// </summary>
/// <param name="Package">The Debian package that brings it.</param>
/// <param name="Commands">Its names, the usual one first.</param>
public sealed record Tool(string Package, params string[] Commands)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    /// <summary>Python 3, of which only the standard library is used.</summary>
    public static Tool Python { get; } = new("python3", "python3");

    /// <summary>Info-ZIP's unzip.</summary>
    public static Tool Unzip { get; } = new("unzip", "unzip");

    /// <summary>7-Zip.</summary>
    public static Tool SevenZip { get; } = new("p7zip-full", "7z", "7zz", "7za");

    /// <summary>GNU gzip.</summary>
    public static Tool Gzip { get; } = new("gzip", "gzip");

    /// <summary>The reference implementation of Zstandard.</summary>
    public static Tool Zstd { get; } = new("zstd", "zstd");

    /// <summary>LibreOffice, without a screen.</summary>
    public static Tool LibreOffice { get; } = new("libreoffice-calc", "soffice", "libreoffice");

    /// <summary>The browser.</summary>
    public static Tool Chromium { get; } = new("chromium", "chromium", "chromium-browser", "google-chrome");

    /// <summary>Prometheus, the server.</summary>
    public static Tool Prometheus { get; } = new("prometheus", "prometheus");

    /// <summary>Node.js.</summary>
    public static Tool Node { get; } = new("nodejs", "node", "nodejs");

    /// <summary>OpenStack Swift, of which this is one server of four.</summary>
    public static Tool Swift { get; } = new("swift-proxy, swift-account, swift-container, swift-object", "swift-proxy-server");

    /// <summary>ClickHouse, the server.</summary>
    public static Tool ClickHouse { get; } = new("clickhouse-server", "clickhouse-server");

    /// <summary>Where it is installed; null where it is not.</summary>
    public string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin");
        return Commands.SelectMany(command => folders.Select(folder => Path.Combine(folder, command))).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it before.</param>
    /// <param name="input">What it reads from its standard input; not disposed. Null: nothing.</param>
    /// <returns>How it ended, and what it printed.</returns>
    public async Task<ToolResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken, Stream? input = null)
    {
        using var process = Start(Require(), arguments);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
            await FeedAsync(process, input, timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs it and fails where it does.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends it before.</param>
    /// <param name="input">What it reads from its standard input; not disposed. Null: nothing.</param>
    /// <returns>What it printed to its standard output.</returns>
    public async Task<string> CheckAsync(IEnumerable<string> arguments, CancellationToken cancellationToken, Stream? input = null)
    {
        var result = await RunAsync(arguments, cancellationToken, input);
        Assert.True(result.ExitCode == 0, $"{Commands[0]} ended with {result.ExitCode}:\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    /// <summary>Where it is installed. Skips the test where it is not, and fails it on CI.</summary>
    public string Require()
    {
        if (Find() is { } path)
        {
            return path;
        }

        var missing = $"{Commands[0]} is not installed (Debian package {Package}).";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(missing);
        }

        Assert.Skip(missing);
        return missing;
    }

    private static Process Start(string path, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["PYTHONUTF8"] = "1";
        return Process.Start(start)!;
    }

    private static async Task FeedAsync(Process process, Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
            {
                await input.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended, and says why in its result.
        }
    }
}
