namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>With what somebody looks at the console.</summary>
internal sealed record VisitorOptions
{
    public string Language { get; init; } = "en";

    public bool IsDark { get; init; }

    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 800;

    /// <summary>With a browser that was never here and that nobody has after them.</summary>
    public bool IsNew { get; init; }

    /// <summary>Where the browser of somebody who is new keeps what it remembers, as a user's own does. Null: in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>Another gateway than the one of all tests.</summary>
    public Uri? Address { get; init; }

    public override string ToString() => $"{Language}-{(IsDark ? "dark" : "light")}-{Width}";
}
