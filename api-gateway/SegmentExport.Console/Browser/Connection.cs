namespace SegmentExport.WebConsole.Browser;

/// <summary>Whether the browser believes that it has a network.</summary>
internal sealed class Connection
{
    /// <summary>It came or went.</summary>
    public event Action? Changed;

    /// <summary>Whether there is one.</summary>
    public bool IsOnline { get; private set; } = true;

    /// <summary>Begins to watch.</summary>
    public void Watch()
    {
        IsOnline = BrowserModule.IsOnline();
        BrowserModule.WatchOnline(isOnline =>
        {
            IsOnline = isOnline;
            Changed?.Invoke();
        });
    }
}
