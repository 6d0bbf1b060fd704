using Microsoft.AspNetCore.Components;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Live;

/// <summary>A page that shows a space's tasks as they change, and says where it cannot.</summary>
public abstract class LiveComponent : ConsoleComponent, ITaskWatcher, IDisposable
{
    private IDisposable? _stream;

    /// <summary>Whether the stream is there.</summary>
    protected bool IsLive { get; set; } = true;

    /// <summary>Why it is refused; null: it is not.</summary>
    private protected ApiProblem? Refused { get; private set; }

    [Inject]
    private TaskStreams Streams { get; set; } = null!;

    /// <inheritdoc />
    public abstract Task ConnectedAsync(bool isContinuous);

    /// <inheritdoc />
    public abstract Task ChangedAsync(IReadOnlyList<DownloadTask> tasks);

    /// <inheritdoc />
    public Task LostAsync()
    {
        IsLive = false;
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task RefusedAsync(ApiProblem problem)
    {
        (IsLive, Refused) = (false, problem);
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <summary>Ends the stream.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the stream.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Watch(null);
        }
    }

    /// <summary>Follows another space's tasks from now on; null: nobody's.</summary>
    protected void Watch(string? space)
    {
        _stream?.Dispose();
        _stream = space is null ? null : Streams.Watch(space, this);
    }
}
