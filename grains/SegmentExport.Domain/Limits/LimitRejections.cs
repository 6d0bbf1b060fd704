using System.Globalization;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Domain.Limits;

/// <summary>What is answered where a limit is reached: which one, and when it frees. How much of it others use is not told.</summary>
public static class LimitRejections
{
    /// <summary>Packaging of one task is seconds to minutes.</summary>
    private static readonly TimeSpan RetryTask = TimeSpan.FromSeconds(10);

    /// <summary>What counts could not be asked. Nothing is created without it.</summary>
    public static Rejection Unavailable { get; } = new()
    {
        Kind = RejectionKind.Unavailable,
        Code = ErrorCodes.LimitsUnavailable,
        Message = "What the space uses of its limits could not be found out, so nothing was created. Try again later.",
    };

    /// <summary>The space has as many tasks in packaging as it may have.</summary>
    public static Rejection TooManyTasks(int most) => new()
    {
        Kind = RejectionKind.TooMany,
        Code = ErrorCodes.TooManyTasks,
        Message = string.Create(
            CultureInfo.InvariantCulture, $"The space may have {most} tasks at a time whose packaging is not over, and has them. There is room again as soon as one of them is packed, withdrawn or rejected."),
        RetryAfter = RetryTask,
    };

    /// <summary>The whole cluster has as many tasks that wait for packaging as it may have.</summary>
    /// <param name="most">How many may wait.</param>
    /// <param name="retryAfter">When there is probably room again.</param>
    public static Rejection QueueFull(int most, TimeSpan retryAfter) => new()
    {
        Kind = RejectionKind.TooMany,
        Code = ErrorCodes.QueueFull,
        Message = string.Create(
            CultureInfo.InvariantCulture, $"{most} tasks wait for packaging, which is as many as may. At the pace of the last minute there is room again in about {retryAfter.TotalSeconds:0} s."),
        RetryAfter = retryAfter,
    };

    /// <summary>The day has no room for the task's rows.</summary>
    public static Rejection TooManyRows(long most, DateTimeOffset submittedAt)
    {
        var end = new DateTimeOffset(submittedAt.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return new()
        {
            Kind = RejectionKind.TooMany,
            Code = ErrorCodes.RowsPerDayExceeded,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"The space may export {most} rows a day, and today's are not enough for this task. The next day begins at {end:yyyy-MM-dd'T'HH:mm:ss'Z'}; a smaller segment or a filter may fit before."),
            RetryAfter = end - submittedAt,
        };
    }

    /// <summary>The task's file was downloaded as often as it may be.</summary>
    public static Rejection TooManyDownloads(int most) => new()
    {
        Kind = RejectionKind.Conflict,
        Code = ErrorCodes.DownloadLimitReached,
        Message = string.Create(
            CultureInfo.InvariantCulture, $"The file of a task may be downloaded {most} times, and was. That does not free; create a new task. A download that broke off can still be resumed by ranges."),
    };
}
