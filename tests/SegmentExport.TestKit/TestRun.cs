using System.Collections.Concurrent;

namespace SegmentExport.TestKit;

/// <summary>The end of a test run: gives back what its tests shared. The fixture of each assembly whose tests share something; a program without fixtures gives it back when it ends.</summary>
/// <remarks>Not left to the end of the process alone: the test runner takes a process that is slow to end for a hung one, and fails the run.</remarks>
public sealed class TestRun : IAsyncDisposable
{
    private static readonly ConcurrentStack<IAsyncDisposable> Shared = StartWatching();

    /// <summary>Disposes <paramref name="shared"/> at the end, the latest first.</summary>
    public static void EndWith(IAsyncDisposable shared) => Shared.Push(shared);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => EndAsync();

    private static async ValueTask EndAsync()
    {
        while (Shared.TryPop(out var shared))
        {
            await shared.DisposeAsync();
        }
    }

    private static ConcurrentStack<IAsyncDisposable> StartWatching()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAsync().AsTask().GetAwaiter().GetResult();
        return new();
    }
}
