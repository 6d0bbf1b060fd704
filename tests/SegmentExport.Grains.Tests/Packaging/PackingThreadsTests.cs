using SegmentExport.Grains.Packaging;

namespace SegmentExport.Grains.Tests.Packaging;

public sealed class PackingThreadsTests
{
    [Fact]
    public async Task RunAsync_OnLinux_IsAThreadOfItsOwnBelowAllOthersUnlessItIsQuick()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads show their priority in /proc on Linux alone.");

        var (isOfPool, nice) = await PackingThreads.RunAsync(() => Task.FromResult((Thread.CurrentThread.IsThreadPoolThread, Nice())), CancellationToken.None);

        Assert.False(isOfPool);
        Assert.Equal(10, nice);
        Assert.Equal((false, 0), await PackingThreads.RunAsync(() => Task.FromResult((Thread.CurrentThread.IsThreadPoolThread, Nice())), CancellationToken.None, isQuick: true));
        Assert.Equal(0, await Task.Run(Nice, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_AfterOtherWork_UsesItsThreadAgain()
    {
        var threads = new HashSet<int>();
        for (var i = 0; i < 50; i++)
        {
            threads.Add(await PackingThreads.RunAsync(() => Task.FromResult(Environment.CurrentManagedThreadId), CancellationToken.None));
        }

        // A thread is free a moment after its work was answered, so a second one may serve; other tests may take theirs in between.
        Assert.InRange(threads.Count, 1, 10);
    }

    [Fact]
    public async Task RunAsync_WorkThatWaitsForOtherWork_BothEnd() =>
        Assert.Equal(2, await PackingThreads.RunAsync(async () => 1 + await PackingThreads.RunAsync(() => Task.FromResult(1), CancellationToken.None), CancellationToken.None));

    [Fact]
    public async Task RunAsync_WorkThatGoesOnAfterAWait_LeavesTheThread() =>
        Assert.Same(TaskScheduler.Default, await PackingThreads.RunAsync(async () =>
        {
            await Task.Yield();
            return TaskScheduler.Current;
        }, CancellationToken.None));

    [Fact]
    public async Task RunAsync_WorkThatFails_Fails() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => PackingThreads.RunAsync<int>(() => throw new InvalidDataException(), CancellationToken.None));

    [Fact]
    public async Task RunAsync_CancelledBefore_DoesNotBegin() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PackingThreads.RunAsync(() => Task.FromResult(0), new CancellationToken(canceled: true)));

    // proc_pid_stat(5): the 19th field; the second, a name in parentheses, may hold blanks.
    private static int Nice() => int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[16]);
}
