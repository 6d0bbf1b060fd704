using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SegmentExport.Artifacts;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Packaging;
using SegmentExport.Domain.Tasks;
using SegmentExport.TestKit.Clusters;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Keys;

/// <summary>
/// A backup that was taken while a file could be downloaded, as docs/operations.md has it, and restored after the file has expired, under a clock that was set back: tasks, parts and the
/// key-encryption key are all there, and the file is not to be had.
/// </summary>
public sealed class RestoredBackupTests : IDisposable
{
    private readonly TempDataFolder _data = new();
    private readonly TempDataFolder _restored = new();
    private readonly FakeTimeProvider _clock = new(TaskStates.Epoch);

    [Fact]
    public async Task RestoredFolder_AfterTheFileExpired_HoldsNoFileThatCanBeRead()
    {
        var task = await RunAsync([], () =>
        {
            using var connection = new SqliteConnection($"Data Source={_data.Combine("segment-export.db")};Pooling=false");
            connection.Open();
            using var backup = connection.CreateCommand();
            backup.CommandText = "VACUUM INTO $file;";
            backup.Parameters.AddWithValue("$file", _restored.Combine("segment-export.db"));
            backup.ExecuteNonQuery();
            return Task.CompletedTask;
        });

        await AssertUnreadableAsync(task, []);
    }

    [Fact]
    public async Task RestoredDump_AfterTheFileExpired_HoldsNoFileThatCanBeRead()
    {
        var server = await PostgresServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();
        var (dump, keys) = (_restored.Combine("database.dump"), "");
        var task = await RunAsync(Settings(database), async () =>
        {
            keys = (string)(await database.ExecuteAsync("SELECT string_agg(wrapped, ',') FROM artifact_key;"))!;
            await PostgresBackup.DumpAsync(database.Owner, dump);
        });
        await using var restored = await server.CreateEmptyDatabaseAsync();
        await PostgresBackup.RestoreAsync(restored.Owner, dump);
        await restored.MigrateAsync();
        await restored.ExecuteAsync("UPDATE tenure SET claimed_at = claimed_at - interval '1 hour';");

        Assert.NotEmpty(keys);
        Assert.Equal(0L, await restored.ExecuteAsync("SELECT count(*) FROM artifact_key;"));
        Assert.Equal(0L, await database.ExecuteAsync("SELECT count(*) FROM artifact_key;"));
        await AssertUnreadableAsync(task, Settings(restored));
    }

    public void Dispose()
    {
        _data.Dispose();
        _restored.Dispose();
    }

    /// <summary>Has a file finished, downloaded, backed up, and expired.</summary>
    private async Task<ExportTask> RunAsync(Dictionary<string, string?> settings, Func<Task> backupAsync)
    {
        await using var cluster = await StartAsync(_data.Path, settings, _clock);
        var task = await new ExportTask(cluster).SubmittedAsync();
        await task.CompletedAsync();
        Assert.NotEmpty(await task.DownloadAsync());
        await backupAsync();
        Copy("artifacts");
        Copy("keys");

        _clock.Advance(TimeSpan.FromHours(24));
        await task.WaitForAsync(view => view.State.PartsDeletedAt is not null);
        return task;
    }

    private async Task AssertUnreadableAsync(ExportTask expired, Dictionary<string, string?> settings)
    {
        await using var cluster = await StartAsync(_restored.Path, settings, new FakeTimeProvider(TaskStates.Epoch.AddHours(1)));
        var task = new ExportTask(cluster, expired.Key);
        Assert.Equal(DownloadTaskStatus.Completed, (await task.GetAsync()).Value!.Status);
        Assert.NotEmpty(task.Files);

        var refused = (await task.OpenFileAsync()).Rejection!;

        Assert.Equal((RejectionKind.Gone, ErrorCodes.FileKeyLost), (refused.Kind, refused.Code));

        // Past the product, with whatever key there is: what is stored is not what was packed.
        var grant = (await task.Grain.GetManifestAsync(ExportTask.CallerOf("alice"))).Value!;
        Assert.Null(grant.Key);
        var part = grant.Artifact.Parts[0];
        Assert.NotEqual(part.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData((await File.ReadAllBytesAsync(task.Files[0], TestContext.Current.CancellationToken))[^(int)part.StoredBytes..])));
        await Assert.ThrowsAsync<PackagingException>(async () => await ReadAsync(new StoredParts(cluster.Faults.Store, grant.Artifact, ArtifactKey.Create()), part.StoredBytes));
    }

    private static async Task ReadAsync(StoredParts parts, long length)
    {
        await using var stream = await parts.OpenAsync(0, 0, length, TestContext.Current.CancellationToken);
        await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
    }

    private static Task<SegmentExportCluster> StartAsync(string folder, Dictionary<string, string?> settings, FakeTimeProvider clock) =>
        SegmentExportCluster.StartAsync(new() { DataPath = folder, Clock = clock, Settings = settings });

    private static Dictionary<string, string?> Settings(PostgresTestDatabase database) => new() { ["SegmentExport:Cluster:ConnectionString"] = database.Silo };

    private void Copy(string folder)
    {
        foreach (var file in Directory.GetFiles(_data.Combine(folder), "*", SearchOption.AllDirectories))
        {
            var copy = _restored.Combine(Path.GetRelativePath(_data.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
