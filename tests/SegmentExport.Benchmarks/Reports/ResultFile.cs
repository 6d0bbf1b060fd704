using System.Runtime.CompilerServices;

namespace SegmentExport.Benchmarks.Reports;

/// <summary>A result that is kept with the sources: when, by which command, on what, and the lines.</summary>
internal static class ResultFile
{
    public static async Task WriteAsync(string name, string command, BenchmarkOptions options, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var cases = options.Cases.Count == 0 ? "" : $" --cases {string.Join(',', options.Cases)}";
        var text = $"""
            # {name}

            - {TimeProvider.System.GetUtcNow():yyyy-MM-dd}
            - `dotnet run -c Release --project tests/SegmentExport.Benchmarks -- {command} --rows {options.Rows} --runs {options.Runs}{cases}`
            - {Machine.Describe()}

            ```
            {string.Join('\n', lines)}
            ```
            """;
        await File.WriteAllTextAsync(Path.Combine(Folder(), $"{name}.md"), text + "\n", cancellationToken);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "results");
}
