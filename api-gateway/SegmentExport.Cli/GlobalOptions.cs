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
        CustomParser = result => AddressOf(result.Tokens[0].Value) ?? Refuse(result),
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

    /// <summary>Whether a token may go over the network in the open.</summary>
    public static Option<bool> Insecure { get; } = new("--insecure") { Description = "Allows plain http to another machine: everybody in between can read the token and the file.", Recursive = true };

    /// <summary>An API's address; null: the text is none.</summary>
    public static Uri? AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"--api is an absolute http or https URL, not '{result.Tokens[0].Value}'.");
        return null;
    }
}
