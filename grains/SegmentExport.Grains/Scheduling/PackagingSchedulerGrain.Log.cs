using Microsoft.Extensions.Logging;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Grains.Scheduling;

internal sealed partial class PackagingSchedulerGrain
{
    [LoggerMessage(2000, LogLevel.Information, "The scheduler started; unfinished tasks: {Count}.")]
    private partial void LogStarted(int count);

    [LoggerMessage(2001, LogLevel.Warning, "The unfinished tasks could not be listed; trying again.")]
    private partial void LogListFailed(Exception exception);

    [LoggerMessage(2002, LogLevel.Warning, "Silo {Silo} has been silent since {Seen:O}; it gets no more work.")]
    private partial void LogSiloLost(SiloAddress silo, DateTimeOffset seen);

    [LoggerMessage(2003, LogLevel.Warning, "Task {Task} did not answer the scheduler.")]
    private partial void LogPingFailed(TaskKey task, Exception exception);

    [LoggerMessage(2004, LogLevel.Warning, "Slots could not be handed to task {Task}.")]
    private partial void LogGrantFailed(TaskKey task, Exception exception);

    [LoggerMessage(2005, LogLevel.Warning, "The tasks could not be counted for the metrics; trying again.")]
    private partial void LogCountFailed(Exception exception);

    [LoggerMessage(2006, LogLevel.Warning, "The source {Source} failed again and again; nothing is read from it until {End:O}, then one shard is tried.")]
    private partial void LogSourceRests(string source, DateTimeOffset end);

    [LoggerMessage(2007, LogLevel.Information, "The source {Source} is read from again.")]
    private partial void LogSourceReads(string source);
}
