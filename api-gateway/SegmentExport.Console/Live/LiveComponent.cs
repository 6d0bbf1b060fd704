using Microsoft.AspNetCore.Components;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Localization;

namespace SegmentExport.WebConsole.Live;

/// <summary>A page that shows a space's tasks as they change, and says where it cannot.</summary>
public abstract class LiveComponent : ConsoleComponent, ITaskWatcher, IDisposable
{
    private IDisposable? _stream;

    /// <summary>How the stream is.</summary>
    protected LiveStatus Live { get; private set; }

    /// <summary>Why it is refused; null: it is not.</summary>
    private protected ApiProblem? Refused { get; private set; }

    [Inject]
    private TaskStreams Streams { get; set; } = null!;

    /// <inheritdoc />
    public async Task ConnectedAsync(bool isContinuous)
    {
        // What was read before the stream was there may lack what changed in between.
        if (!isContinuous)
        {
            await ReadAnewAsync();
        }

        Live = LiveStatus.Live;
        StateHasChanged();
    }

    /// <inheritdoc />
    public abstract Task ChangedAsync(IReadOnlyList<DownloadTask> tasks);

    /// <inheritdoc />
    public Task LostAsync()
    {
        Live = LiveStatus.Lost;
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task RefusedAsync(ApiProblem problem)
    {
        (Live, Refused) = (LiveStatus.Lost, problem);
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

    /// <summary>Reads all that is shown.</summary>
    protected abstract Task ReadAnewAsync();

    /// <summary>Follows another space's tasks from now on; null: nobody's.</summary>
    protected void Watch(string? space)
    {
        _stream?.Dispose();
        (Live, Refused) = (LiveStatus.Connecting, null);
        _stream = space is null ? null : Streams.Watch(space, this);
    }
}
