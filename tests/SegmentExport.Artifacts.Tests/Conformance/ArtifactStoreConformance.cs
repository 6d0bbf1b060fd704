using System.Security.Cryptography;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Artifacts.Tests.Conformance;

/// <summary>What every artifact store promises. A store's own tests derive from this and say how to make one.</summary>
public abstract class ArtifactStoreConformance : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How many calls at once are tried; a delete of what the others have stored makes a request for each part in an object store.</summary>
    protected virtual int Rounds => 200;

    /// <summary>A store over the same place at each call, as two silos have it.</summary>
    protected abstract IArtifactStore Open();

    /// <summary>How many things the place holds, whatever they are: parts, begun ones, and traces of either.</summary>
    protected abstract ValueTask<int> CountEverythingAsync();

    /// <summary>Makes the place, where it takes time.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(5 << 20)]
    [InlineData(10 << 20)]
    [InlineData(20_000_000)]
    public async Task Commit_OfAPart_MakesItsBytesReadableFromElsewhere(int length)
    {
        var (task, bytes) = (NewTask(), RandomNumberGenerator.GetBytes(length));
        await WriteAsync(Open(), task, 0, bytes);

        Assert.Equal(bytes, await ReadAsync(Open(), task, 0, 0, length));
    }

    [Fact]
    public async Task Open_OfAnyStretch_GivesExactlyThoseBytes()
    {
        var (store, task, bytes) = (Open(), NewTask(), RandomNumberGenerator.GetBytes(10_000));
        await WriteAsync(store, task, 3, bytes);

        foreach (var (offset, length) in new[] { (0, 0), (0, 1), (9_999, 1), (10_000, 0), (1_234, 5_678), (0, 10_000) })
        {
            Assert.Equal(bytes[offset..(offset + length)], await ReadAsync(store, task, 3, offset, length));
        }
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MaxValue, 1)]
    public async Task Open_BeyondTheEnd_IsAFault(long offset, long length)
    {
        var (store, task) = (Open(), NewTask());
        await WriteAsync(store, task, 0, new byte[10]);

        var fault = await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(store, task, 0, offset, length));

        Assert.Equal(ErrorCodes.StoreUnavailable, fault.Code);
    }

    [Fact]
    public async Task Open_OfAPartThatIsNotThere_IsAFaultThatNamesNoPlace()
    {
        var fault = await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(Open(), NewTask(), 0, 0, 0));

        Assert.Equal(ErrorCodes.StoreUnavailable, fault.Code);
        Assert.DoesNotContain('/', fault.Message);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(12_000_000)]
    public async Task Upload_BeforeItsCommit_IsNotToBeSeen(int length)
    {
        var (store, task) = (Open(), NewTask());
        await using var upload = await store.CreatePartAsync(task, 0, Cancellation);
        upload.Content.Write(new byte[length]);

        await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(Open(), task, 0, 0, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    [InlineData(12_000_000)]
    public async Task Upload_DisposedWithoutACommit_LeavesNothing(int length)
    {
        var (store, task) = (Open(), NewTask());
        var before = await CountEverythingAsync();
        await using (var upload = await store.CreatePartAsync(task, 0, Cancellation))
        {
            upload.Content.Write(new byte[length]);
        }

        Assert.Equal(before, await CountEverythingAsync());
        await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(store, task, 0, 0, 1));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(12_000_000)]
    public async Task Upload_WhoseCommitIsCancelled_LeavesNothing(int length)
    {
        var (store, task) = (Open(), NewTask());
        var before = await CountEverythingAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await using (var upload = await store.CreatePartAsync(task, 0, Cancellation))
        {
            upload.Content.Write(new byte[length]);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await upload.CommitAsync(cancelled.Token));
        }

        Assert.Equal(before, await CountEverythingAsync());
        await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(store, task, 0, 0, 1));
    }

    [Fact]
    public async Task Upload_WithoutACommitOverAPartThatIsThere_LeavesThatPart()
    {
        var (store, task) = (Open(), NewTask());
        await WriteAsync(store, task, 0, [1, 2, 3]);
        var before = await CountEverythingAsync();
        await using (var upload = await store.CreatePartAsync(task, 0, Cancellation))
        {
            upload.Content.Write(new byte[12_000_000]);
            Assert.Equal([1, 2, 3], await ReadAsync(Open(), task, 0, 0, 3));
        }

        Assert.Equal(before, await CountEverythingAsync());
        Assert.Equal([1, 2, 3], await ReadAsync(Open(), task, 0, 0, 3));
    }

    [Fact]
    public async Task Upload_InPiecesOfAnySize_KeepsTheirOrder()
    {
        var (store, task, bytes) = (Open(), NewTask(), RandomNumberGenerator.GetBytes(11_000_000));
        await using (var upload = await store.CreatePartAsync(task, 0, Cancellation))
        {
            for (var (start, length) = (0, 1); start < bytes.Length; start += length, length = (length * 3) + 1)
            {
                upload.Content.Write(bytes.AsSpan(start, Math.Min(length, bytes.Length - start)));
            }

            await upload.CommitAsync(Cancellation);
        }

        Assert.Equal(bytes, await ReadAsync(store, task, 0, 0, bytes.Length));
    }

    [Fact]
    public async Task Commit_OfTheSameBytesAgain_DisturbsNoReader()
    {
        var (store, task, bytes) = (Open(), NewTask(), RandomNumberGenerator.GetBytes(12_000_000));
        await WriteAsync(store, task, 0, bytes);
        await using var stream = await store.OpenPartAsync(task, 0, 0, bytes.Length, Cancellation);
        var read = new byte[bytes.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 10), Cancellation);
        await WriteAsync(store, task, 0, bytes);

        await stream.ReadExactlyAsync(read.AsMemory(10), Cancellation);

        Assert.Equal(bytes, read);
        Assert.Equal(bytes, await ReadAsync(store, task, 0, 0, bytes.Length));
    }

    [Fact]
    public async Task Commit_OfAPartThatIsThere_ReplacesItWhole()
    {
        var (store, task) = (Open(), NewTask());
        await WriteAsync(store, task, 0, [1, 2, 3, 4, 5]);
        await WriteAsync(store, task, 0, [6, 7]);

        Assert.Equal([6, 7], await ReadAsync(store, task, 0, 0, 2));
        await Assert.ThrowsAsync<PackagingException>(() => ReadAsync(store, task, 0, 0, 3));
    }

    [Fact]
    public async Task Commit_OfAttemptsThatOverlap_LeavesOneOfThemWhole()
    {
        var task = NewTask();
        await Task.WhenAll(Enumerable.Range(1, 16).Select(attempt => Task.Run(() => WriteAsync(Open(), task, 7, [.. Enumerable.Repeat((byte)attempt, 50_000)]), Cancellation)));

        var read = await ReadAsync(Open(), task, 7, 0, 50_000);

        Assert.Single(read.Distinct());
    }

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

    [Fact]
    public async Task Check_OfAWorkingStore_LeavesNothing()
    {
        var store = Open();
        await store.CheckAsync(Cancellation);
        var before = await CountEverythingAsync();

        await store.CheckAsync(Cancellation);

        Assert.Equal(before, await CountEverythingAsync());
    }

    [Fact]
    public async Task AnyCall_ThatIsCancelled_DoesNothing()
    {
        var (store, task, cancelled) = (Open(), NewTask(), new CancellationToken(canceled: true));
        await WriteAsync(store, task, 0, [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.CreatePartAsync(task, 0, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.OpenPartAsync(task, 0, 0, 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.DeleteTaskAsync(task, cancelled));
        Assert.Equal([1], await ReadAsync(store, task, 0, 0, 1));
    }

    [Theory]
    [InlineData(null, "00000000000000000000000000000000")]
    [InlineData("..", "00000000000000000000000000000000")]
    [InlineData("a/b", "00000000000000000000000000000000")]
    [InlineData("retail", "..")]
    [InlineData("retail", null)]
    public async Task AnyCall_WithAKeyThatIsNoId_TouchesNothing(string? space, string? task)
    {
        var key = new TaskKey(new SpaceId(space!), new TaskId(task!));
        var before = await CountEverythingAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await Open().DeleteTaskAsync(key, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Open().CreatePartAsync(key, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Open().OpenPartAsync(key, 0, 0, 0, Cancellation));
        Assert.Equal(before, await CountEverythingAsync());
    }

    [Fact]
    public async Task Read_ByManyAtOnce_GivesEachItsBytes()
    {
        var (store, task, bytes) = (Open(), NewTask(), RandomNumberGenerator.GetBytes(1_000_000));
        await WriteAsync(store, task, 0, bytes);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(reader => Task.Run(
            async () => Assert.Equal(bytes[(reader * 1000)..((reader * 1000) + 500_000)], await ReadAsync(store, task, 0, reader * 1000, 500_000)), Cancellation)));
    }

    protected static TaskKey NewTask(string space = "retail") => new(new(space), new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));

    protected static async Task WriteAsync(IArtifactStore store, TaskKey task, int part, byte[] bytes)
    {
        await using var upload = await store.CreatePartAsync(task, part, Cancellation);
        upload.Content.Write(bytes.AsSpan(0, bytes.Length / 2));
        upload.Content.Write(bytes.AsSpan(bytes.Length / 2));
        await upload.CommitAsync(Cancellation);
    }

    protected static async Task<byte[]> ReadAsync(IArtifactStore store, TaskKey task, int part, long offset, long length)
    {
        await using var stream = await store.OpenPartAsync(task, part, offset, length, Cancellation);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
