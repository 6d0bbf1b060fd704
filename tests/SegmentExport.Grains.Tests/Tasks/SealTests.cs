using SegmentExport.Abstractions.Tasks;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Grains.Tests.Support;
using SegmentExport.TestKit.Clusters;

namespace SegmentExport.Grains.Tests.Tasks;

/// <summary>The keys of files: when there is one, who gets it, and when it is gone.</summary>
public sealed class SealTests(RetailCluster fixture) : IClassFixture<RetailCluster>, IDisposable
{
    [Fact]
    public async Task Packing_OfATask_SealsEveryPartUnderOneKeyOfItsOwn()
    {
        var (one, other) = (await CompletedAsync(), await CompletedAsync());

        var keys = one.Stored!.Packaging.Packed.Select(part => part.KeyId).Distinct().ToList();

        Assert.NotNull(Assert.Single(keys));
        Assert.DoesNotContain(keys[0], other.Stored!.Packaging.Packed.Select(part => part.KeyId));
        Assert.All(one.Files, file => Assert.Equal("SEGXPRT1"u8.ToArray(), File.ReadAllBytes(file)[..8]));
        Assert.Equal(await one.DownloadAsync(), await other.DownloadAsync());
    }

    [Fact]
    public async Task HandOut_OfTheKey_IsForWhoGetsTheBytesAndNobodyElse()
    {
        var task = await CompletedAsync();
        var alice = ExportTask.CallerOf("alice");

        Assert.NotNull((await task.OpenFileAsync()).Value!.Key);
        Assert.Null((await task.Grain.GetManifestAsync(alice)).Value!.Key);
        Assert.Null((await task.Grain.OpenFileAsync(alice, new() { HeadersOnly = true })).Value!.Key);
        Assert.Null((await fixture.Cluster.Client.GetGrain<IDownloadTaskWorkGrain>(task.Key.ToString()).AllowLinkAsync(alice, new())).Value!.Key);
    }

    [Fact]
    public async Task Download_ByAGatewayThatCannotOpenParts_IsRefused()
    {
        var task = await CompletedAsync();

        var refused = (await task.Grain.OpenFileAsync(ExportTask.CallerOf("alice"), new())).Rejection!;

        Assert.Equal(RejectionKind.Unavailable, refused.Kind);
        Assert.Equal(("download", ErrorCodes.StoreUnavailable), fixture.Cluster.Records.AuditOf(task.Key).Select(row => (row.Action, row.Outcome)).Last());
    }

    [Fact]
    public async Task Withdraw_OfAPackedTask_DestroysTheKeyBeforeThePartsGo()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.WaitForAsync(view => view.State.Packaging.State == PackagingState.Packed);
        Assert.True(File.Exists(KeyFileOf(task)));
        var wasThere = true;
        fixture.Cluster.Faults.Store.Deleting = key =>
        {
            wasThere = key == task.Key ? File.Exists(KeyFileOf(task)) : wasThere;
            return Task.CompletedTask;
        };

        await task.WithdrawAsync();

        await task.WaitForStoredAsync(state => state.PartsDeletedAt is not null);
        Assert.False(wasThere);
        Assert.False(File.Exists(KeyFileOf(task)));
    }

    [Fact]
    public async Task Download_OfAFileWhoseKeyIsGone_IsGoneToo()
    {
        var task = await CompletedAsync();
        File.Delete(KeyFileOf(task));

        var refused = (await task.OpenFileAsync()).Rejection!;

        Assert.Equal((RejectionKind.Gone, ErrorCodes.FileKeyLost), (refused.Kind, refused.Code));
    }

    [Fact]
    public async Task Packing_OfATaskWhoseKeyWasLostOnTheWay_FailsForGood()
    {
        var task = new ExportTask(fixture.Cluster);
        var lost = new TaskCompletionSource();
        fixture.Cluster.Faults.Store.Creating = async (key, part) => await (key == task.Key && part > 0 ? lost.Task : Task.CompletedTask);
        await task.SubmittedAsync();
        await task.WaitForStoredAsync(state => !state.Packaging.Packed.IsEmpty);
        File.Delete(KeyFileOf(task));

        // Shards that wait are granted only now; those that have begun have the key.
        fixture.Cluster.Faults.Store.Creating = null;
        lost.SetException(new PackagingException(ErrorCodes.StoreUnavailable, "A test", isTransient: true));

        var failed = await task.WaitForStoredAsync(state => state.Packaging.State == PackagingState.Failed);
        Assert.Equal(ErrorCodes.FileKeyLost, failed.Packaging.Failure!.Code);
    }

    public void Dispose() => fixture.Cluster.Faults.Clear();

    private string KeyFileOf(ExportTask task) => Path.Combine(fixture.Cluster.DataPath, "artifact-keys", task.Key.Space.Value, $"{task.Key.Task}.key");

    private async Task<ExportTask> CompletedAsync()
    {
        var task = await new ExportTask(fixture.Cluster).SubmittedAsync();
        await task.CompletedAsync();
        return task;
    }
}
