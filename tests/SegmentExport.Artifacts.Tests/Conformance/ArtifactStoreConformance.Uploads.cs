using System.Security.Cryptography;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Artifacts.Tests.Conformance;

/// <content>How a part comes to be: whole or not at all, also where it is cancelled, made again, or made by several at once.</content>
public abstract partial class ArtifactStoreConformance
{
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
}
