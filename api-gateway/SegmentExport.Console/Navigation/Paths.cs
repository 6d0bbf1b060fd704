namespace SegmentExport.WebConsole.Navigation;

/// <summary>The addresses of pages, relative to the base.</summary>
internal static class Paths
{
    public const string SignIn = "sign-in";

    public const string Operations = "operations";

    public static string Downloads(string space) => $"spaces/{Uri.EscapeDataString(space)}/downloads";

    public static string Download(string space, string task) => $"{Downloads(space)}/{Uri.EscapeDataString(task)}";

    public static string New(string space) => $"{Downloads(space)}/new";

    /// <summary>A new task like another one.</summary>
    public static string Again(string space, string task) => $"{New(space)}?again={Uri.EscapeDataString(task)}";

    /// <summary>A new task of a segment.</summary>
    /// <param name="space">The space.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="origin">Where it is asked for.</param>
    public static string NewOf(string space, string segment, string origin) => $"{New(space)}?segment={Uri.EscapeDataString(segment)}&from={origin}";

    public static string Segments(string space) => $"spaces/{Uri.EscapeDataString(space)}/segments";

    public static string Portrait(string space, string segment) => $"{Segments(space)}/{Uri.EscapeDataString(segment)}";

    public static string Webhooks(string space) => $"spaces/{Uri.EscapeDataString(space)}/webhooks";

    /// <summary>Sign-in that leads back to where one was.</summary>
    /// <param name="page">A path relative to the base.</param>
    public static string SignInFor(string page) => page.Length == 0 ? SignIn : $"{SignIn}?return={Uri.EscapeDataString(page)}";

    /// <summary>Where to go after sign-in: only ever within the console.</summary>
    public static string Returning(string? page) =>
        page is null || page.StartsWith('/') || page.Contains(':', StringComparison.Ordinal) || page.Contains('\\', StringComparison.Ordinal) ? "" : page;
}
