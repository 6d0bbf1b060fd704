using System.Collections.Concurrent;
using SegmentExport.Domain.Identity;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Faults;

namespace SegmentExport.Grains.Tests.Limits;

/// <summary>Has chosen tasks wait before one write of their record, until all may go on.</summary>
internal sealed class HeldRecords
{
    private readonly ConcurrentDictionary<TaskKey, Held> _held = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="storage">The storage of tasks.</param>
    /// <param name="write">Which write: 1 is the task's creation.</param>
    public HeldRecords(StorageFaults storage, int write) => storage.Writing = async task =>
    {
        if (_held.TryGetValue(task, out var held) && held.Next() == write)
        {
            held.Reached.TrySetResult();
            await _opened.Task;
        }
    };

    /// <summary>Submits a task, and waits until its record is held.</summary>
    /// <returns>The answer to the submission, to wait for once the record is not held any more.</returns>
    public async Task<Task> HoldAsync(ExportTask task)
    {
        var held = _held.GetOrAdd(task.Key, static _ => new());
        var answer = task.SubmitAsync();
        await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return answer;
    }

    /// <summary>Lets all go on.</summary>
    public void Open() => _opened.TrySetResult();

    private sealed class Held
    {
        private int _writes;

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Next() => Interlocked.Increment(ref _writes);
    }
}
