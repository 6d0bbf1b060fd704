using System.Security.Cryptography;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;

namespace SegmentExport.Artifacts.Tests.Conformance;

/// <summary>What every artifact store promises. A store's own tests derive from this and say how to make one.</summary>
public abstract partial class ArtifactStoreConformance : IAsyncLifetime
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
