using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;

namespace SegmentExport.WebConsole.Live;

/// <summary>Somebody who is told of a space's tasks as they change.</summary>
public interface ITaskWatcher
{
    /// <summary>The stream is there.</summary>
    /// <param name="isContinuous">Whether nothing was missed since it was there before; where it is false, what is shown has to be read anew.</param>
    Task ConnectedAsync(bool isContinuous);

    /// <summary>The stream is lost; it is tried again.</summary>
    Task LostAsync();

    /// <summary>The stream is refused, and not tried again.</summary>
    Task RefusedAsync(ApiProblem problem);

    /// <summary>Tasks that changed, each as it is now; some four times a second at most.</summary>
    Task ChangedAsync(IReadOnlyList<DownloadTask> tasks);
}
