using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Domain.Limits;

/// <summary>
/// What the tasks of a space use of its limits, as one keeper of them knows it: a task counts from its admission on, and is let go only by <see cref="Load"/>, from what is stored. What an earlier
/// keeper promised to tasks that were not stored yet is not known; so a task that is stored, and was not promised anything here, has to find room beside all others. Not thread-safe.
/// </summary>
public sealed class SpaceUsage
{
    /// <summary>How long an admission counts whose task is not stored: longer than any call that creates one can take.</summary>
    public static readonly TimeSpan Unstored = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TaskId, Entry> _tasks = [];
    private readonly Dictionary<DateOnly, long> _rows = [];
    private int _packaging;

    /// <summary>The day on which rows count.</summary>
    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    /// <summary>Begins anew from what is stored. Admissions whose tasks are not stored yet go on counting for <see cref="Unstored"/>; whose creation broke off, they are given back thereby.</summary>
    /// <param name="stored">The tasks whose packaging is not over, and all that were submitted since the day or moment of interest.</param>
    /// <param name="moment">A time that only goes forward.</param>
    public void Load(IEnumerable<TaskUsage> stored, TimeSpan moment)
    {
        var before = _tasks.ToDictionary();
        _tasks.Clear();
        _rows.Clear();
        _packaging = 0;
        foreach (var task in stored)
        {
            // What was promised stays so; the record of a plan may come later than the count.
            var promised = task.IsPackaging ? before.GetValueOrDefault(task.Task) : default;
            Set(task.Task, new(DayOf(task.SubmittedAt), promised.IsCounted ? promised.Rows : task.Rows, task.IsPackaging, promised.IsAdmitted, promised.IsCounted, null));
        }

        foreach (var (task, entry) in before.Where(task => !_tasks.ContainsKey(task.Key) && moment - task.Value.UnstoredSince < Unstored))
        {
            Set(task, entry);
        }
    }

    /// <summary>Admits a task: before it is created, and once more when it is stored. What was admitted here is admitted still.</summary>
    /// <param name="task">The task.</param>
    /// <param name="submittedAt">When it is submitted.</param>
    /// <param name="limits">What holds for the space.</param>
    /// <param name="moment">A time that only goes forward.</param>
    /// <returns>Null, or which limit is reached and when it frees.</returns>
    public Rejection? Admit(TaskId task, DateTimeOffset submittedAt, SpaceLimits limits, TimeSpan moment)
    {
        var known = _tasks.GetValueOrDefault(task, new(DayOf(submittedAt), 0, IsPackaging: true, IsAdmitted: false, IsCounted: false, moment));
        if (known.IsAdmitted || !known.IsPackaging)
        {
            return null;
        }

        var isKnown = _tasks.ContainsKey(task);
        if (_packaging - (isKnown ? 1 : 0) >= limits.ConcurrentTasks)
        {
            return LimitRejections.TooManyTasks(limits.ConcurrentTasks.Value);
        }

        // How many rows it has is not known before they are counted, and an estimate may be far off.
        if (limits.RowsPerDay is { } most && _rows.GetValueOrDefault(known.Day) - (isKnown ? known.Rows : 0) >= most)
        {
            return LimitRejections.TooManyRows(most, submittedAt);
        }

        Set(task, known with { IsAdmitted = true });
        return null;
    }

    /// <summary>Counts the rows of a task: once they are known, and once more when they are stored, before any is packed. What was counted here is counted still.</summary>
    /// <param name="task">The task.</param>
    /// <param name="submittedAt">When it was submitted.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="limits">What holds for the space.</param>
    /// <param name="moment">A time that only goes forward.</param>
    /// <returns>Null, or that the day has no room for them.</returns>
    public Rejection? Count(TaskId task, DateTimeOffset submittedAt, long rows, SpaceLimits limits, TimeSpan moment)
    {
        var day = DayOf(submittedAt);
        var known = _tasks.GetValueOrDefault(task);
        if (known.IsCounted && (known.Day, known.Rows) == (day, rows))
        {
            return null;
        }

        var others = _rows.GetValueOrDefault(day) - (known.Day == day ? known.Rows : 0);
        if (limits.RowsPerDay is { } most && rows > most - others)
        {
            return LimitRejections.TooManyRows(most, submittedAt);
        }

        Set(task, new(day, rows, IsPackaging: true, known.IsAdmitted, IsCounted: true, moment));
        return null;
    }

    private void Set(TaskId task, Entry entry)
    {
        if (_tasks.TryGetValue(task, out var before))
        {
            _rows[before.Day] -= before.Rows;
            _packaging -= before.IsPackaging ? 1 : 0;
        }

        _tasks[task] = entry;
        _rows[entry.Day] = _rows.GetValueOrDefault(entry.Day) + entry.Rows;
        _packaging += entry.IsPackaging ? 1 : 0;
    }

    private readonly record struct Entry(DateOnly Day, long Rows, bool IsPackaging, bool IsAdmitted, bool IsCounted, TimeSpan? UnstoredSince);
}
