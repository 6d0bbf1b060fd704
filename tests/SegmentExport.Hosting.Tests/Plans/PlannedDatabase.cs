using System.Text.Json;
using SegmentExport.Domain.Json;
using SegmentExport.Hosting.Tests.Support;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Hosting.Tests.Plans;

/// <summary>A PostgreSQL database with 30,000 tasks of one space and as many reminders, analysed.</summary>
public sealed class PlannedDatabase : IAsyncLifetime
{
    // Past the triggers, which would count 30,000 changes of one space in one transaction; the list's rows follow as the triggers make them.
    private const string Tasks = """
        SET session_replication_role = replica;
        INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version)
        SELECT n, 0, 0, 1, 'task', 'retail/' || n, 'test', convert_to((@state::jsonb
            || jsonb_build_object('key', jsonb_build_object('space', 'retail', 'task', 'task-' || n), 'needsWork', n % 100 = 0)
            || jsonb_build_object('decision', @state::jsonb -> 'decision' || jsonb_build_object('kind', (ARRAY['pending', 'rejected', 'approved'])[1 + n % 3]))
            || CASE n % 3 WHEN 2 THEN jsonb_build_object('expiresAt', to_char(at + interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS".0000000Z"')) ELSE '{}' END
            || jsonb_build_object('submission', @state::jsonb -> 'submission' || jsonb_build_object(
                'segmentName', 'name-' || n % 40, 'submitter', 'user-' || n % 20, 'at', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS".0000000Z"'))))::text, 'UTF8'), 1
        FROM (SELECT n, timestamp '2026-11-11 08:00:00' + (n - 15000) * interval '1 minute' AS at FROM generate_series(1, 30000) AS n) AS made;
        INSERT INTO download_task (storage_id, summary)
        SELECT StorageId, convert_from(PayloadBinary, 'UTF8')::jsonb #- '{packaging,plan,shards}' #- '{packaging,packed}' FROM OrleansStorage;
        SET session_replication_role = origin;
        """;

    private const string Reminders = """
        INSERT INTO OrleansReminders (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
        SELECT 'test', 'downloadtask/retail/' || n, 'expiry', now(), 300000, hashint4(n), 0 FROM generate_series(1, 30000) AS n;
        """;

    private PostgresDatabaseOfTest? _database;

    /// <summary>The database; skips the test where PostgreSQL is not installed.</summary>
    internal PostgresDatabaseOfTest Database => PostgresBinaries.Require(_database);

    public async ValueTask InitializeAsync()
    {
        if (PostgresBinaries.Folder is not null)
        {
            _database = await PostgresDatabaseOfTest.CreateAsync();
            _database.Scalar(Tasks, ("@state", JsonSerializer.Serialize(TaskStates.Submitted(), StateJson.Options)));
            _database.Scalar(Reminders);
            _database.Scalar("ANALYZE;");
        }
    }

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
