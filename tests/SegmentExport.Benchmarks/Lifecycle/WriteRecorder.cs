using System.Collections.Immutable;
using Npgsql;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Benchmarks.Lifecycle;

/// <summary>Has the database note what lifecycles write: what a floor is to write is measured, not estimated.</summary>
internal sealed class WriteRecorder(PostgresTestDatabase database)
{
    private static readonly string[] Tables = ["orleansstorage", "audit", "orleansreminders", "artifact_key"];
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    // The trigger runs with the rights of whoever made it, and is gone again before anything is measured.
    private const string Begin = """
        CREATE TABLE recorded_write (sequence bigint GENERATED ALWAYS AS IDENTITY, written text NOT NULL, is_first boolean NOT NULL, data bytea NOT NULL);
        CREATE FUNCTION record_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = segment_export, pg_temp AS $$
        BEGIN
            INSERT INTO recorded_write (written, is_first, data)
            VALUES (TG_TABLE_NAME, TG_OP = 'INSERT', coalesce(to_jsonb(NEW) ->> 'payloadbinary', convert_to(coalesce(NEW, OLD)::text, 'UTF8')::text)::bytea);
            RETURN NULL;
        END;
        $$;
        """;

    /// <summary>The writes of some lifecycles, which run meanwhile, in the order of their commits.</summary>
    public async Task<ImmutableArray<RecordedWrite>> RecordAsync(Func<Task> lifecycles, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(Begin + string.Concat(Tables.Select(table => $"CREATE TRIGGER tr_record AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION record_write();")));
        await lifecycles();

        // Digests are written once nobody waits any more.
        await Task.Delay(Settling, cancellationToken);
        await database.ExecuteAsync(string.Concat(Tables.Select(table => $"DROP TRIGGER tr_record ON {table};")));
        return await ReadAsync(cancellationToken);
    }

    private async Task<ImmutableArray<RecordedWrite>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database.Superuser + ";Search Path=segment_export");
        await using var command = source.CreateCommand("SELECT written, is_first, data FROM recorded_write ORDER BY sequence;");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var writes = ImmutableArray.CreateBuilder<RecordedWrite>();
        while (await rows.ReadAsync(cancellationToken))
        {
            writes.Add(new(rows.GetString(0), rows.GetBoolean(1), rows.GetFieldValue<byte[]>(2)));
        }

        return writes.ToImmutable();
    }
}
