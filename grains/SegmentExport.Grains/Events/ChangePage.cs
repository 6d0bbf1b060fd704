using System.Collections.Immutable;

namespace SegmentExport.Grains.Events;

/// <summary>A page of changes, each with the place behind it.</summary>
/// <param name="Items">In order.</param>
/// <param name="Next">The place behind all of it.</param>
public sealed record ChangePage(ImmutableArray<(ChangedTask Task, ChangePosition Position)> Items, ChangePosition Next)
{
    /// <summary>The most commits, and the most expiries, of a page.</summary>
    public const int Limit = 100;

    /// <summary>Puts commits and expiries in one order. Nothing is passed over: a place moves past a commit or an expiry only with its task, or where there was no other.</summary>
    /// <param name="after">The place that was asked for.</param>
    /// <param name="mark">How far the changes were before they were read.</param>
    /// <param name="committed">A page of commits behind the place.</param>
    /// <param name="expired">A page of expiries behind the place; not looked at where the page of commits is full.</param>
    public static ChangePage Of(ChangePosition after, ChangeMark mark, ImmutableArray<ChangedTask> committed, ImmutableArray<ChangedTask> expired)
    {
        var items = ImmutableArray.CreateBuilder<(ChangedTask, ChangePosition)>();
        var place = after;
        foreach (var task in committed)
        {
            place = place with { Sequence = task.Sequence };
            items.Add((task, place));
        }

        if (committed.Length >= Limit)
        {
            return new(items.ToImmutable(), place);
        }

        // Up to the mark nothing could appear any more, so all of it is among those read.
        place = place with { Sequence = Math.Max(place.Sequence, mark.Sequence) };
        var told = committed.Select(task => task.State.Key).ToHashSet();
        foreach (var task in expired)
        {
            place = place with { Time = task.State.ExpiresAt!.Value, Task = task.State.Key.Task.Value };
            if (told.Add(task.State.Key))
            {
                items.Add((task, place));
            }
        }

        if (expired.Length < Limit && mark.Now > place.Time)
        {
            place = place with { Time = mark.Now, Task = ChangePosition.AllTasks };
        }

        return new(items.ToImmutable(), place);
    }
}
