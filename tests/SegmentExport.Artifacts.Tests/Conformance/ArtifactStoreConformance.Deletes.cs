using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Tests.Conformance;

/// <content>What goes with a task, and what shows that something of it is still there.</content>
public abstract partial class ArtifactStoreConformance
{
    [Fact]
    public async Task Delete_OfATask_TakesItsPartsAndTheBegunOnesAndNoOtherTasks()
    {
        var (store, task, other) = (Open(), NewTask(), NewTask());
        await WriteAsync(store, other, 0, [9]);
        var before = await CountEverythingAsync();
        await WriteAsync(store, task, 0, [1]);
        await WriteAsync(store, task, 1000, [2]);
        await using var begun = await store.CreatePartAsync(task, 1, Cancellation);
        begun.Content.Write(new byte[12_000_000]);

        await store.DeleteTaskAsync(task, Cancellation);

        Assert.Equal(before, await CountEverythingAsync());
        await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(store, task, 0, 0, 1));
        Assert.Equal([9], await ReadAsync(store, other, 0, 0, 1));
    }

    [Fact]
    public async Task Delete_OfATaskThatIsNotThere_IsNoFault()
    {
        var task = NewTask();
        await Open().DeleteTaskAsync(task, Cancellation);
        await WriteAsync(Open(), task, 0, [1]);
        await Open().DeleteTaskAsync(task, Cancellation);
        await Open().DeleteTaskAsync(task, Cancellation);
    }

    [Fact]
    public async Task Commit_AfterTheTaskWasDeleted_BringsNothingBackThatADeleteDoesNotTake()
    {
        var (store, task) = (Open(), NewTask());
        var before = await CountEverythingAsync();
        await using (var upload = await store.CreatePartAsync(task, 0, Cancellation))
        {
            upload.Content.Write(new byte[10]);
            await store.DeleteTaskAsync(task, Cancellation);
            await Record.ExceptionAsync(async () => await upload.CommitAsync(Cancellation));
        }

        await store.DeleteTaskAsync(task, Cancellation);
        Assert.Equal(before, await CountEverythingAsync());
    }

    [Fact]
    public async Task CreateAndDelete_AtTheSameTime_EndWithPartsOrWithoutButNeverInAnUnknownFault()
    {
        var (store, task) = (Open(), NewTask());
        var faults = await Task.WhenAll(Enumerable.Range(0, Rounds).Select(round => Task.Run(
            async () => await Record.ExceptionAsync(async () =>
            {
                if (round % 3 == 0)
                {
                    await store.DeleteTaskAsync(task, Cancellation);
                }
                else
                {
                    await WriteAsync(store, task, round, [1]);
                }
            }),
            Cancellation)));

        Assert.All(faults.Where(fault => fault is not null), fault => Assert.True(fault is PackagingException { IsTransient: true }, fault!.ToString()));
        await store.DeleteTaskAsync(task, Cancellation);
    }

    [Fact]
    public async Task List_OfTasks_NamesEachThatOwnsSomething()
    {
        var (store, first, second, third) = (Open(), NewTask(), NewTask("bank"), NewTask());
        await WriteAsync(store, first, 0, [1]);
        await WriteAsync(store, second, 0, [1]);
        await WriteAsync(store, third, 0, [1]);
        await store.DeleteTaskAsync(third, Cancellation);

        var listed = await store.ListTasksAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Contains(first, listed);
        Assert.Contains(second, listed);
        Assert.DoesNotContain(third, listed);
    }

    [Fact]
    public async Task List_OfTasks_NamesOneThatHasOnlyABegunPart()
    {
        var (store, task) = (Open(), NewTask());
        await using var begun = await store.CreatePartAsync(task, 0, Cancellation);
        begun.Content.Write(new byte[12_000_000]);

        Assert.Contains(task, await Open().ListTasksAsync(Cancellation).ToListAsync(Cancellation));
    }
}
