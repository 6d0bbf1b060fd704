using System.Text.Json;
using SegmentExport.Domain.Json;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Plans;

/// <summary>A PostgreSQL database with 30,000 tasks of three spaces that have expired and ten that go on, analysed.</summary>
public sealed class FinishedTasks : IAsyncLifetime
{
    /// <summary>When the newest was submitted.</summary>
    public static readonly DateTimeOffset Newest = TaskStates.Epoch.AddDays(300);

    // Past the triggers, as PlannedDatabase does it.
    private const string Fill = """
        SET session_replication_role = replica;
        INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version)
        SELECT n, 0, 0, 1, 'task', 'space-' || n % 3 || '/' || n, 'test', convert_to((@state::jsonb
            || jsonb_build_object('key', jsonb_build_object('space', 'space-' || n % 3, 'task', 'task-' || n), 'expiresAt', at, 'expiredAt', at, 'partsDeletedAt', at, 'needsWork', false)
            || jsonb_build_object('submission', @state::jsonb -> 'submission' || jsonb_build_object('at', at)))::text, 'UTF8'), 1
        FROM (SELECT n, to_char(timestamp '2026-11-11 08:00:00' + n * interval '300 days' / 30000, 'YYYY-MM-DD"T"HH24:MI:SS".0000000Z"') AS at FROM generate_series(1, 30000) AS n) AS made;
        INSERT INTO download_task (storage_id, summary, change_sequence)
        SELECT StorageId, convert_from(PayloadBinary, 'UTF8')::jsonb #- '{packaging,plan,shards}' #- '{packaging,packed}', StorageId FROM OrleansStorage;
        SET session_replication_role = origin;
        """;

    private PostgresDatabaseOfTest? _database;

    /// <summary>The database; skips the test where PostgreSQL is not installed.</summary>
    internal PostgresDatabaseOfTest Database => PostgresBinaries.Require(_database);

    public async ValueTask InitializeAsync()
    {
        if (PostgresBinaries.Folder is not null)
        {
            _database = await PostgresDatabaseOfTest.CreateAsync();
            var expired = TaskStates.Submitted().Packed().Approved(TaskStates.Epoch);
            _database.Scalar(Fill, ("@state", JsonSerializer.Serialize(expired, StateJson.Options)));
            for (var task = 0; task < 10; task++)
            {
                _database.Store(TaskStates.Submitted("space-1", at: Newest));
            }

            _database.Scalar("VACUUM ANALYZE download_task;");
        }
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
