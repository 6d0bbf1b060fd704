using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SegmentExport.Grains.Events;

/// <summary>A place in the changes of a space: up to which commit it has been told, and up to when expiries have, which come by time and without a commit.</summary>
/// <param name="Sequence">The last commit that was told.</param>
/// <param name="Time">The last expiry that was told.</param>
/// <param name="Task">The id of the task that expired then; <see cref="AllTasks"/> for all of that moment.</param>
public readonly record struct ChangePosition(long Sequence, DateTimeOffset Time, string Task)
{
    /// <summary>Sorts behind every task's id.</summary>
    public const string AllTasks = "~";

    private const int MaxLength = 96;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ChangePosition position)
    {
        position = default;
        if (text is not { Length: <= MaxLength } || text.Split('-') is not [var sequence, var ticks, var task]
            || !TryParseNumber(sequence, out var last) || !TryParseNumber(ticks, out var time) || time > DateTimeOffset.MaxValue.UtcTicks
            || (task != AllTasks && !Domain.Identity.TaskId.TryParse(task, out _)))
        {
            return false;
        }

        position = new(last, new(time, TimeSpan.Zero), task);
        return true;
    }

    /// <summary>As it is handed out; callers are to see nothing in it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}-{Time.UtcTicks}-{Task}");

    private static bool TryParseNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
