using System.Collections.Concurrent;

namespace SegmentExport.Grains.Packaging;

/// <summary>Starts threads with the usual priority, whoever asks: on Linux a thread inherits the priority of the one that started it, and cannot raise it.</summary>
internal sealed class ThreadStarter : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<ThreadStart> _work = [];
    private readonly ManualResetEventSlim _rest = new();

    /// <summary>Made by a thread of the usual priority.</summary>
    public ThreadStarter() => New(StartThreads, "Packing starter").UnsafeStart();

    /// <summary>Has a thread of its own do something.</summary>
    public void Start(ThreadStart work) => _work.Add(work);

    /// <inheritdoc />
    public void Dispose()
    {
        _work.Dispose();
        _rest.Dispose();
    }

    private void StartThreads()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            Start(work, "Packing");
        }
    }

    // There may be no room for a thread now; what waits for it has a time-out.
    private void Start(ThreadStart work, string name)
    {
        for (var isStarted = false; !isStarted;)
        {
            try
            {
                New(work, name).UnsafeStart();
                isStarted = true;
            }
            catch (Exception fault) when (fault is OutOfMemoryException or ThreadStartException)
            {
                _rest.Wait(Rest);
            }
        }
    }

    private static Thread New(ThreadStart work, string name) => new(work) { IsBackground = true, Name = name };
}
