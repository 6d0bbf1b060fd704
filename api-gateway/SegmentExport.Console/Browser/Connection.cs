using Microsoft.JSInterop;

namespace SegmentExport.WebConsole.Browser;

/// <summary>Whether the browser believes that it has a network.</summary>
internal sealed class Connection(BrowserModule browser) : IDisposable
{
    private DotNetObjectReference<Connection>? _self;

    /// <summary>It came or went.</summary>
    public event Action? Changed;

    /// <summary>Whether there is one.</summary>
    public bool IsOnline { get; private set; } = true;

    /// <summary>Begins to watch.</summary>
    public async Task WatchAsync()
    {
        IsOnline = await browser.IsOnlineAsync();
        _self = DotNetObjectReference.Create(this);
        await browser.WatchOnlineAsync(_self);
    }

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public void SetOnline(bool isOnline)
    {
        IsOnline = isOnline;
        Changed?.Invoke();
    }

    public void Dispose() => _self?.Dispose();
}
