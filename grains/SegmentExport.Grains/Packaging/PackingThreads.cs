using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace SegmentExport.Grains.Packaging;

/// <summary>
/// Runs counting and packing, which compute for seconds, on threads of their own. The pool's few threads stay free for calls, and the system's scheduler prefers
/// calls: a silo whose cores all pack still answers at once, and packing has whatever calls leave, which mostly is everything. What is done within milliseconds, as calls are, takes turns with them.
/// </summary>
/// <remarks>
/// A thread is kept for a while for the next work: what pools of buffers and native allocators hold for a thread is lost with it, and that is more than a megabyte for each task, however small.
/// </remarks>
internal sealed partial class PackingThreads : TaskScheduler
{
    // Of -20 to 19; each step is about a quarter less of a contended core.
    private const int Niceness = 10;
    private const int PrioProcess = 0;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ThreadStarter Starter = new();
    private static readonly PackingThreads Lowered = new(Niceness);
    private static readonly PackingThreads Usual = new(0);

    private readonly Lock _gate = new();

    // Whoever came last is taken first, so that those that are too many end.
    private readonly List<Seat> _idle = [];

    private readonly int _niceness;

    private PackingThreads(int niceness) => _niceness = niceness;

    /// <summary>Runs work that seldom waits; the thread waits with it where it does.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Keeps it from being begun.</param>
    /// <param name="isQuick">It takes milliseconds, as far as is known: as the calls do, and so it goes on beside them.</param>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken, bool isQuick = false) => Task.Factory.StartNew(
        () => work().GetAwaiter().GetResult(), cancellationToken, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler, isQuick ? Usual : Lowered);

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            if (_idle.Count > 0)
            {
                var seat = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                seat.Give(task);
                return;
            }
        }

        Starter.Start(() => Serve(task));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    // For debuggers alone: no task waits for a thread.
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Serve(Task first)
    {
        if (_niceness > 0)
        {
            LowerPriority(_niceness);
        }

        using var seat = new Seat();
        for (var task = first; task is not null; task = Wait(seat))
        {
            TryExecuteTask(task);
        }
    }

    private Task? Wait(Seat seat)
    {
        lock (_gate)
        {
            _idle.Add(seat);
        }

        if (seat.TryTake(Patience, out var task))
        {
            return task;
        }

        lock (_gate)
        {
            if (_idle.Remove(seat))
            {
                return null;
            }
        }

        // Given in the last moment.
        return seat.TryTake(Timeout.InfiniteTimeSpan, out task) ? task : null;
    }

    // The thread serves nothing else, so nothing has to be set back. Where the priority cannot be lowered the work runs at the usual one.
    private static void LowerPriority(int niceness)
    {
        if (OperatingSystem.IsLinux())
        {
            // .NET's own Thread.Priority does nothing there; of the process 0, the calling thread is meant.
            _ = SetPriority(PrioProcess, 0, niceness);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
    }

    // setpriority(2)
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);

    /// <summary>Where a thread without work waits for the next.</summary>
    private sealed class Seat : IDisposable
    {
        private readonly SemaphoreSlim _given = new(0);
        private Task? _task;

        public void Give(Task task)
        {
            _task = task;
            _given.Release();
        }

        public bool TryTake(TimeSpan patience, [NotNullWhen(true)] out Task? task)
        {
            task = _given.Wait(patience) ? Interlocked.Exchange(ref _task, null) : null;
            return task is not null;
        }

        public void Dispose() => _given.Dispose();
    }
}
