using System.Collections.Concurrent;

namespace SegmentExport.Grains.Packaging;

/// <summary>Starts threads with the usual priority, whoever asks: on Linux a thread inherits the priority of the one that started it, and cannot raise it.</summary>
internal sealed class ThreadStarter : IDisposable
{
    private readonly BlockingCollection<ThreadStart> _work = [];

    /// <summary>Made by a thread of the usual priority.</summary>
    public ThreadStarter() => New(StartThreads, "Packing starter").Start();

    /// <summary>Has a thread of its own do something.</summary>
    public void Start(ThreadStart work) => _work.Add(work);

    /// <inheritdoc />
    public void Dispose() => _work.Dispose();

    private void StartThreads()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            New(work, "Packing").Start();
        }
    }

    private static Thread New(ThreadStart work, string name) => new(work) { IsBackground = true, Name = name };
}
