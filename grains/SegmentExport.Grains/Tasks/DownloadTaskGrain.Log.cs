using Microsoft.Extensions.Logging;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Tasks;

internal sealed partial class DownloadTaskGrain
{
    [LoggerMessage(1000, LogLevel.Warning, "The state of task {Task} could not be written; it is loaded again.")]
    private partial void LogWriteFailed(TaskKey task, Exception exception);

    [LoggerMessage(1001, LogLevel.Warning, "Task {Task} could not go on with finished work; it is done again.")]
    private partial void LogAdvanceFailed(TaskKey task, Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "Task {Task} was run elsewhere too and was behind; it is loaded again.")]
    private partial void LogBehind(TaskKey task);

    [LoggerMessage(1003, LogLevel.Warning, "What was last taken of the file of task {Task}, less than one download, could not be written before the task went from memory; it does not count.")]
    private partial void LogTakenNotWritten(TaskKey task, Exception exception);
}
