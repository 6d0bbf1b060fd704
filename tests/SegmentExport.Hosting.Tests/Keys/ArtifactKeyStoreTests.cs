using Microsoft.Extensions.Options;
using Npgsql;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Packaging;
using SegmentExport.Hosting.Database.Postgres;
using SegmentExport.Hosting.Keys;
using SegmentExport.Hosting.Startup;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Hosting.Tests.Keys;

/// <summary>Where tasks' keys are kept, in files and in PostgreSQL, and what happens to them there.</summary>
public abstract class ArtifactKeyStoreTests
{
    private readonly TaskKey _task = new(new("retail"), TaskId.New(TaskStates.Epoch));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opened anew at each call, as two silos have it.</summary>
    internal abstract IArtifactKeyStore Open();

    [Fact]
    public async Task GetOrCreate_ByManyAtOnce_IsOneKeyThatIsThereAfterwards()
    {
        var wrapping = Wrapping("a");

        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await new ArtifactKeys(Open(), wrapping).GetOrCreateAsync(_task, Cancellation), Cancellation)));

        Assert.Single(keys.Select(key => key.Id).Distinct());
        Assert.Equal(keys[0].Id, (await new ArtifactKeys(Open(), wrapping).FindAsync(_task, Cancellation))!.Id);
    }

    [Fact]
    public async Task Destroy_OfAKey_LeavesNothingOfIt()
    {
        var keys = new ArtifactKeys(Open(), Wrapping("a"));
        var first = await keys.GetOrCreateAsync(_task, Cancellation);

        await keys.DestroyAsync(_task, Cancellation);
        await keys.DestroyAsync(_task, Cancellation);

        Assert.Null(await keys.FindAsync(_task, Cancellation));
        Assert.NotEqual(first.Id, (await keys.GetOrCreateAsync(_task, Cancellation)).Id);
    }

    [Fact]
    public async Task Rewrap_UnderANewKey_KeepsEveryKeyAndNeedsTheOldOneNoMore()
    {
        TaskKey[] tasks = [_task, .. Enumerable.Range(0, 5).Select(_ => new TaskKey(new("bank"), TaskId.New(TaskStates.Epoch)))];
        var (store, before) = (Open(), new List<string>());
        foreach (var task in tasks)
        {
            before.Add((await new ArtifactKeys(store, Wrapping("old")).GetOrCreateAsync(task, Cancellation)).Id);
        }

        var rewrapped = await new KeyRewrapping(Open(), Wrapping("new", "old")).RunAsync(Cancellation);

        Assert.Equal(tasks.Length, rewrapped);
        Assert.Equal(0, await new KeyRewrapping(Open(), Wrapping("new", "old")).RunAsync(Cancellation));
        foreach (var (index, task) in tasks.Index())
        {
            Assert.Equal(before[index], (await new ArtifactKeys(store, Wrapping("new")).FindAsync(task, Cancellation))!.Id);
            var fault = await Assert.ThrowsAsync<PackagingException>(async () => await new ArtifactKeys(store, Wrapping("old")).FindAsync(task, Cancellation));
            Assert.Equal(ErrorCodes.FileKeyLost, fault.Code);
            Assert.Contains("'new'", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Replace_OfAKeyThatWasDestroyedMeanwhile_BringsNothingBack()
    {
        var (store, wrapping) = (Open(), Wrapping("a"));
        var wrapped = await store.AddAsync(_task, wrapping.Wrap(_task, ArtifactKey.Create()), Cancellation);
        await store.DestroyAsync(_task, Cancellation);

        Assert.False(await store.ReplaceAsync(_task, wrapped, wrapping.Wrap(_task, ArtifactKey.Create()), Cancellation));
        Assert.Null(await store.FindAsync(_task, Cancellation));
    }

    internal static KeyWrapping Wrapping(params string[] ids)
    {
        var options = new ArtifactKeyOptions();
        foreach (var id in ids)
        {
            options.Keys.Add(new() { Id = id, Key = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id))) });
        }

        return KeyWrapping.Of(options);
    }

    public sealed class InFiles : ArtifactKeyStoreTests, IDisposable
    {
        private readonly TempDataFolder _data = new(inMemory: true);

        [Fact]
        public async Task Add_OfAKey_LeavesItToItsOwner()
        {
            await new ArtifactKeys(Open(), Wrapping("a")).GetOrCreateAsync(_task, Cancellation);

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_data.Combine("artifact-keys", "retail", $"{_task.Task}.key")));
            }
        }

        [Fact]
        public async Task Add_ByTwoAtOnce_GivesBothTheKeyThatStays()
        {
            var (wrapping, store, start) = (Wrapping("a"), Open(), new Barrier(2));
            for (var round = 0; round < 300; round++)
            {
                var task = new TaskKey(new("retail"), TaskId.New(TaskStates.Epoch));

                var added = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => AddAsync(task))));

                Assert.Equal(added[0], added[1]);
                Assert.Equal(added[0], await store.FindAsync(task, Cancellation));
            }

            async Task<WrappedKey> AddAsync(TaskKey task)
            {
                var key = wrapping.Wrap(task, ArtifactKey.Create());
                start.SignalAndWait(Cancellation);
                return await store.AddAsync(task, key, Cancellation);
            }
        }

        public void Dispose() => _data.Dispose();

        internal override IArtifactKeyStore Open() =>
            new FileArtifactKeyStore(new DataPaths(Options.Create(new SegmentExportOptions { DataPath = _data.Path }), Options.Create(new ArtifactOptions())));
    }

    public sealed class InPostgres : ArtifactKeyStoreTests, IAsyncLifetime
    {
        private TestDatabase? _database;

        public async ValueTask InitializeAsync() => _database = await PostgresDatabaseOfTest.CreateAsync();

        public async ValueTask DisposeAsync() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

        internal override IArtifactKeyStore Open() => new PostgresArtifactKeyStore((NpgsqlDataSource)_database!.Source);
    }
}
