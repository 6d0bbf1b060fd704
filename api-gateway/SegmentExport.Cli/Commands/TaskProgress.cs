using SegmentExport.Cli.Output;
using SegmentExport.Client.Contracts;
using SegmentExport.Client.Downloads;
using SegmentExport.Client.Tasks;
using Spectre.Console;

namespace SegmentExport.Cli.Commands;

/// <summary>Waiting and downloading, with a bar where somebody sees it and with lines where nobody does.</summary>
internal static class TaskProgress
{
    /// <summary>Waits until the file of a task can be downloaded.</summary>
    public static async Task<DownloadTask> WaitAsync(Terminal terminal, DownloadTasksClient tasks, string task, CancellationToken cancellation)
    {
        if (terminal.IsInteractive)
        {
            return await Bar(terminal).StartAsync(context =>
            {
                var bar = context.AddTask("in approval", maxValue: 1);
                return tasks.WaitUntilCompletedAsync(task, new Reporter<DownloadTask>(state => Show(bar, state)), cancellation);
            });
        }

        var last = "";
        return await tasks.WaitUntilCompletedAsync(task, new Reporter<DownloadTask>(state =>
        {
            var line = $"{state.Status}, packaging {state.Packaging.State}";
            if (line != last)
            {
                terminal.Say(last = line);
            }
        }), cancellation);
    }

    /// <summary>Downloads the file of a task.</summary>
    public static Task<DownloadedFile> DownloadAsync(Terminal terminal, DownloadTasksClient tasks, string task, string path, DownloadOptions options, CancellationToken cancellation) =>
        terminal.IsInteractive
            ? Bar(terminal).StartAsync(context =>
            {
                var bar = context.AddTask("download", maxValue: 1);
                return tasks.DownloadAsync(task, path, options, new Reporter<DownloadProgress>(progress =>
                {
                    bar.MaxValue = Math.Max(1, progress.Total);
                    bar.Value = progress.Bytes;
                    bar.Description = $"download {Shown.Size(progress.Bytes)} of {Shown.Size(progress.Total)}";
                }), cancellation);
            })
            : tasks.DownloadAsync(task, path, options, null, cancellation);

    private static Progress Bar(Terminal terminal) => terminal.Bars.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());

    private static void Show(ProgressTask bar, DownloadTask state)
    {
        var packaging = state.Packaging;
        bar.Description = Markup.Escape($"{state.Status.Replace('_', ' ')}, {TaskAnswers.PackagingOf(state)}");
        bar.MaxValue = Math.Max(1, packaging.RowsTotal ?? packaging.RowsEstimated ?? 1);
        bar.Value = packaging.State == "packed" ? bar.MaxValue : packaging.RowsDone;
    }

    /// <summary>Reports at once and in order, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
