using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Limits;

namespace SegmentExport.Benchmarks.Runs;

/// <summary>Does a run in a process of its own: no run inherits another one's memory, caches or compiled code.</summary>
internal static class ChildProcess
{
    /// <summary>The command by which this program is one run.</summary>
    public const string Command = "run";

    /// <summary>Does a run.</summary>
    public static async Task<Measurement> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(JsonSerializer.Serialize(request));
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measurement>(output)!
            : throw new InvalidOperationException($"The run {request.Kind} of {request.Case} ended with {process.ExitCode}.");
    }

    /// <summary>Is the child.</summary>
    public static async Task<int> ServeAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<RunRequest>(arguments[0])!;
        var benchmark = BenchmarkCases.Packaging.First(benchmark => benchmark.Name == request.Case);
        var measurement = request.Kind switch
        {
            RunKind.Ours => await new ExportRun(benchmark, request).RunAsync(cancellationToken),
            RunKind.Peer => PeerRun.Run(benchmark, request),
            RunKind.Plan => await PlanRun.RunAsync(request, cancellationToken),
            RunKind.Read => await ReadLimit.RunAsync(request, cancellationToken),
            _ => await CompressionLimit.RunAsync(benchmark.Options.Compression, request, cancellationToken),
        };
        Console.WriteLine(JsonSerializer.Serialize(measurement));
        return 0;
    }
}
