namespace SegmentExport.WebConsole.Wizard;

/// <summary>Formats, and the options that each has a use for: the API refuses any other.</summary>
internal static class FormatChoices
{
    /// <summary>The formats, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = ["csv", "jsonl", "xlsx", "parquet"];

    /// <summary>Those of the options that a format takes; null: none.</summary>
    public static Client.Contracts.FileOptions? Options(string format, Client.Contracts.FileOptions options) => format switch
    {
        "csv" => options with { NullText = string.IsNullOrEmpty(options.NullText) ? null : options.NullText },
        "jsonl" => new() { Compression = options.Compression },
        "xlsx" => new() { DisplayNames = options.DisplayNames },
        _ => null,
    };
}
