using SegmentExport.Client.Contracts;

namespace SegmentExport.WebConsole.Tasks;

/// <summary>A page of tasks that changes while it is looked at. Its rows stay where they are: a task that does not match any more is shown as it is now, and new ones wait to be asked for.</summary>
internal sealed class TaskPage
{
    private readonly HashSet<string> _new = [];
    private List<DownloadTask> _items;

    /// <param name="items">What the API answered.</param>
    /// <param name="cursor">The cursor of the page; null: it is the first.</param>
    public TaskPage(ItemList<DownloadTask> items, string? cursor)
    {
        _items = [.. items.Items];
        (Cursor, NextCursor) = (cursor, items.NextCursor);
    }

    /// <summary>The tasks, newest first.</summary>
    public IReadOnlyList<DownloadTask> Items => _items;

    /// <summary>Where it begins; null: it is the first.</summary>
    public string? Cursor { get; }

    /// <summary>Where the next one begins; null: it is the last.</summary>
    public string? NextCursor { get; }

    /// <summary>How many tasks would stand above it; only ever on the first page.</summary>
    public int NewCount => _new.Count;

    /// <summary>Takes tasks as they are now.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="query">What the page was asked for.</param>
    /// <param name="user">Who looks at it.</param>
    /// <returns>Whether anything is to be shown anew.</returns>
    public bool Apply(IEnumerable<DownloadTask> tasks, TaskQuery query, string user)
    {
        var isChanged = false;
        foreach (var task in tasks)
        {
            var at = _items.FindIndex(item => item.Id == task.Id);
            if (at >= 0)
            {
                if (task.MayReplace(_items[at]))
                {
                    _items[at] = task;
                    isChanged = true;
                }
            }
            else if (IsNew(task) && query.Matches(task, user))
            {
                isChanged |= _new.Add(task.Id);
            }
        }

        return isChanged;
    }

    private bool IsNew(DownloadTask task) => Cursor is null && (_items.Count == 0 || task.SubmittedAt >= _items[0].SubmittedAt);
}
