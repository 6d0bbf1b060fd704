using System.Globalization;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Lifecycle;

/// <summary>The processor time that this process and those it has started have taken so far. On Linux; elsewhere none is known.</summary>
internal sealed class ProcessorTime
{
    // proc(5): times are in hundredths of a second on all architectures.
    private const double MillisecondsPerTick = 10;

    private readonly Dictionary<string, double> _milliseconds = new(StringComparer.Ordinal);

    private ProcessorTime()
    {
    }

    /// <summary>Reads it.</summary>
    public static ProcessorTime Read()
    {
        var time = new ProcessorTime();
        var processes = Directory.Exists("/proc/self") ? Directory.GetDirectories("/proc").Select(TryRead).OfType<Taken>().ToList() : [];
        time.Add("load", $"{Environment.ProcessId}", processes);
        return time;
    }

    /// <summary>What was taken between an earlier reading and this one for each of so many, by program.</summary>
    public string Since(ProcessorTime earlier, int count) =>
        string.Join(' ', _milliseconds.Select(program => Invariant($"{program.Key}_cpu_ms={(program.Value - earlier._milliseconds.GetValueOrDefault(program.Key)) / count:0.00}")));

    private static Taken? TryRead(string folder)
    {
        try
        {
            var stat = File.ReadAllText($"{folder}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double Ticks(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture);
            return new(Path.GetFileName(folder), fields[1], NameOf(File.ReadAllText($"{folder}/cmdline")), (Ticks(11) + Ticks(12)) * MillisecondsPerTick);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // No process, or one that has ended.
            return null;
        }
    }

    private static string NameOf(string commandLine) =>
        commandLine.Contains("Silo.dll", StringComparison.Ordinal) ? "silo" : commandLine.Contains("Gateway.dll", StringComparison.Ordinal) ? "gateway" : "postgres";

    private void Add(string name, string id, List<Taken> processes)
    {
        var own = processes.Where(process => process.Id == id).Sum(process => process.Milliseconds);
        _milliseconds[name] = _milliseconds.GetValueOrDefault(name) + own;
        foreach (var child in processes.Where(process => process.Parent == id))
        {
            Add(child.Name, child.Id, processes);
        }
    }

    private sealed record Taken(string Id, string Parent, string Name, double Milliseconds);
}
