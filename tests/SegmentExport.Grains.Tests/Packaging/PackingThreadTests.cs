using SegmentExport.Grains.Packaging;

namespace SegmentExport.Grains.Tests.Packaging;

public sealed class PackingThreadTests
{
    [Fact]
    public async Task RunAsync_OnLinux_IsAThreadOfItsOwnBelowAllOthers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads show their priority in /proc on Linux alone.");

        var (isOfPool, nice) = await PackingThread.RunAsync(() => Task.FromResult((Thread.CurrentThread.IsThreadPoolThread, Nice())), CancellationToken.None);

        Assert.False(isOfPool);
        Assert.Equal(10, nice);
        Assert.Equal(0, await Task.Run(Nice, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_WorkThatFails_Fails() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => PackingThread.RunAsync<int>(() => throw new InvalidDataException(), CancellationToken.None));

    [Fact]
    public async Task RunAsync_CancelledBefore_DoesNotBegin() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PackingThread.RunAsync(() => Task.FromResult(0), new CancellationToken(canceled: true)));

    // proc_pid_stat(5): the 19th field; the second, a name in parentheses, may hold blanks.
    private static int Nice() => int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[16]);
}
