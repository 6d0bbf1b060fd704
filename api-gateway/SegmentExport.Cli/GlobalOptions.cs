using System.CommandLine;

namespace SegmentExport.Cli;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    /// <summary>The API's address.</summary>
    public static Option<Uri?> Api { get; } = new("--api")
    {
        Description = "The API's address. Else SEGX_API, else that of the last sign-in.",
        HelpName = "url",
        Recursive = true,
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : Refuse(result),
    };

    /// <summary>The space.</summary>
    public static Option<string?> Space { get; } = new("--space")
    {
        Description = "The space. Else SEGX_SPACE, else the only one that you belong to.",
        HelpName = "id",
        Recursive = true,
    };

    /// <summary>Whether answers are JSON.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Answers as JSON, errors too.", Recursive = true };

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"--api is an absolute http or https URL, not '{result.Tokens[0].Value}'.");
        return null;
    }
}
