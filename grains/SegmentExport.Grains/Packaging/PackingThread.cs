using System.Runtime.InteropServices;

namespace SegmentExport.Grains.Packaging;

/// <summary>
/// Runs counting and packing, which compute for seconds, on threads of their own. The pool's few threads stay free for calls, and the system's scheduler prefers
/// calls: a silo whose cores all pack still answers at once, and packing has whatever calls leave, which mostly is everything.
/// </summary>
internal static partial class PackingThread
{
    // Of -20 to 19; each step is about a quarter less of a contended core.
    private const int Niceness = 10;
    private const int PrioProcess = 0;

    /// <summary>Runs work that seldom waits; the thread waits with it where it does.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Keeps it from being begun.</param>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            LowerPriority();
            return work().GetAwaiter().GetResult();
        },
        cancellationToken,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);

    // The thread ends with the work, so nothing has to be set back. Where the priority cannot be lowered the work runs at the usual one.
    private static void LowerPriority()
    {
        if (OperatingSystem.IsLinux())
        {
            // .NET's own Thread.Priority does nothing there; of the process 0, the calling thread is meant.
            _ = SetPriority(PrioProcess, 0, Niceness);
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
}
