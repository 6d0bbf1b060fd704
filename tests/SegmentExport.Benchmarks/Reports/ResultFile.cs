using System.Runtime.CompilerServices;

namespace SegmentExport.Benchmarks.Reports;

/// <summary>A result that is kept with the sources: when, by which command, on what, and the lines.</summary>
internal static class ResultFile
{
    // What says where files lie, not what is measured.
    private static readonly string[] OfThisRunAlone = ["--save", "--data"];

    /// <summary>Writes it, where <see cref="BenchmarkOptions.Save"/> wants one.</summary>
    public static async Task SaveAsync(BenchmarkOptions options, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        if (options.Save is not { } name)
        {
            return;
        }

        var text = $"""
            # {name}

            - {TimeProvider.System.GetUtcNow():yyyy-MM-dd}
            - `dotnet run -c Release --project tests/SegmentExport.Benchmarks -- {Command()}`
            - {Machine.Describe()}

            ```
            {string.Join('\n', lines)}
            ```
            """;
        await File.WriteAllTextAsync(Path.Combine(Folder(), $"{name}.md"), text + "\n", cancellationToken);
    }

    private static string Command()
    {
        var arguments = Environment.GetCommandLineArgs()[1..];
        return string.Join(' ', arguments.Where((argument, i) => !OfThisRunAlone.Contains(argument) && (i == 0 || !OfThisRunAlone.Contains(arguments[i - 1]))));
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "results");
}
