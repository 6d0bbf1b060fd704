namespace SegmentExport.WebConsole.States;

/// <summary>Short news of what was done, shown for a while and told to those who do not see it. MudBlazor's own writes style elements into the page, which the Content-Security-Policy forbids.</summary>
internal sealed class Announcements(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);
    private ITimer? _timer;

    /// <summary>There is other news, or none any more.</summary>
    public event Action? Changed;

    /// <summary>The news; null: none.</summary>
    public string? Text { get; private set; }

    /// <summary>Whether something failed.</summary>
    public bool IsFailure { get; private set; }

    /// <summary>Tells something; it takes the place of what was told before.</summary>
    public void Tell(string text, bool isFailure = false)
    {
        _timer?.Dispose();
        (Text, IsFailure) = (text, isFailure);
        _timer = time.CreateTimer(_ => Clear(), null, Shown, Timeout.InfiniteTimeSpan);
        Changed?.Invoke();
    }

    /// <summary>Takes it away.</summary>
    public void Clear()
    {
        Text = null;
        Changed?.Invoke();
    }

    public void Dispose() => _timer?.Dispose();
}
