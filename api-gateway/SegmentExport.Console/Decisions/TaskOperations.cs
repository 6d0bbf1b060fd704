using System.Net;
using MudBlazor;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.States;
using SegmentExport.WebConsole.Tasks;

namespace SegmentExport.WebConsole.Decisions;

/// <summary>What can be done to a task, from wherever it is shown.</summary>
internal sealed class TaskOperations(DownloadTasksApi api, IDialogService dialogs, Announcements news, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(8);
    private static readonly DialogOptions Dialog = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    /// <summary>Does it, asking first where it cannot be undone.</summary>
    /// <returns>The task as it is now; null: as it was.</returns>
    public async Task<DownloadTask?> RunAsync(DownloadTask task, string action, Texts text)
    {
        if (action == "download")
        {
            await DownloadAsync(task, null, text);
            return null;
        }

        var shown = await dialogs.ShowAsync<DecisionDialog>(null, new DialogParameters { [nameof(DecisionDialog.Task)] = task, [nameof(DecisionDialog.Decision)] = action }, Dialog);
        return (await shown.Result)?.Data as DownloadTask;
    }

    /// <summary>Waits until the file in this container is prepared: what the browser downloads by itself cannot be told to try again.</summary>
    /// <returns>Null, or why it cannot be downloaded.</returns>
    public async Task<ApiProblem?> PrepareAsync(DownloadTask task, string container, CancellationToken cancellation)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < MaxDelay ? delay * 2 : MaxDelay)
        {
            switch (await api.HeadFileAsync(task.SpaceId, task.Id, container, cancellation))
            {
                case >= 200 and < 300:
                    return null;
                case (int)HttpStatusCode.Conflict:
                    await Task.Delay(delay, time, cancellation);
                    break;
                case 0:
                    return ApiProblem.Offline;
                case var status:
                    return new() { Status = status, Code = status == (int)HttpStatusCode.Gone ? "expired" : "unavailable" };
            }
        }
    }

    /// <summary>Has the browser download the file, by a link of a few minutes: a browser's download sends no token.</summary>
    /// <param name="task">The task.</param>
    /// <param name="container">What it is handed out in; null: the task's default.</param>
    /// <param name="text">What is said about it.</param>
    public async Task DownloadAsync(DownloadTask task, string? container, Texts text)
    {
        var link = await api.LinkAsync(task.SpaceId, task.Id, container);
        if (link.IsOk)
        {
            BrowserModule.Download(link.Value.Url);
            news.Tell(text.Tasks.DownloadStarted);
        }
        else
        {
            news.Tell(text.Problems.Of(link.Problem), isFailure: true);
        }
    }
}
