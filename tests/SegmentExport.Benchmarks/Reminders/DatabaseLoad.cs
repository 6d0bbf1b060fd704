using System.Diagnostics;
using Npgsql;
using SegmentExport.TestKit.Postgres;
using static System.FormattableString;

namespace SegmentExport.Benchmarks.Reminders;

/// <summary>What the silos have had the database do, since its counters began: statements, and the time that the server was busy with them.</summary>
/// <param name="At">When (<see cref="Stopwatch.GetTimestamp"/>).</param>
/// <param name="Statements">All statements; each is a transaction of its own.</param>
/// <param name="Busy">The time in the server that they took.</param>
/// <param name="ReminderStatements">Those on the table of reminders.</param>
/// <param name="ReminderBusy">Their time.</param>
/// <param name="RemindersRead">The rows that these have read in ranges.</param>
/// <param name="Counts">Counts of the tasks that have not ended.</param>
/// <param name="CountsBusy">Their time.</param>
internal sealed record DatabaseLoad(long At, long Statements, TimeSpan Busy, long ReminderStatements, TimeSpan ReminderBusy, long RemindersRead, long Counts, TimeSpan CountsBusy)
{
    // By the silos' role, so that what the benchmark itself asks is not among it.
    private const string Count = """
        SELECT coalesce(sum(calls), 0)::bigint, coalesce(sum(total_exec_time), 0),
            coalesce(sum(calls) FILTER (WHERE is_reminder), 0)::bigint, coalesce(sum(total_exec_time) FILTER (WHERE is_reminder), 0),
            coalesce(sum(rows) FILTER (WHERE is_reminder AND query LIKE '%GrainHash >%'), 0)::bigint,
            coalesce(sum(calls) FILTER (WHERE is_count), 0)::bigint, coalesce(sum(total_exec_time) FILTER (WHERE is_count), 0)
        FROM public.pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid,
            LATERAL (SELECT query ILIKE '%OrleansReminders%' AS is_reminder, query LIKE 'SELECT stored_status, count(*)%' AS is_count) AS kind
        WHERE rolname = $1;
        """;

    /// <summary>Begins to count; the server has to have been started for it.</summary>
    public static Task BeginAsync(PostgresTestDatabase database) => database.ExecuteAsync("CREATE EXTENSION pg_stat_statements SCHEMA public; SELECT public.pg_stat_statements_reset();");

    /// <summary>Reads the counters.</summary>
    public static async Task<DatabaseLoad> ReadAsync(PostgresTestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Count, connection);
        command.Parameters.AddWithValue(new NpgsqlConnectionStringBuilder(database.Silo).Username!);
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return new(
            Stopwatch.GetTimestamp(), rows.GetInt64(0), TimeSpan.FromMilliseconds(rows.GetDouble(1)), rows.GetInt64(2), TimeSpan.FromMilliseconds(rows.GetDouble(3)), rows.GetInt64(4),
            rows.GetInt64(5), TimeSpan.FromMilliseconds(rows.GetDouble(6)));
    }

    /// <summary>What was done between an earlier reading and this one, a minute.</summary>
    public string PerMinuteSince(DatabaseLoad earlier)
    {
        var elapsed = Stopwatch.GetElapsedTime(earlier.At, At);
        string Rate(double count) => Invariant($"{count / elapsed.TotalMinutes:0}");
        return Invariant($"seconds={elapsed.TotalSeconds:0} reminder_statements_per_min={Rate(ReminderStatements - earlier.ReminderStatements)} ")
            + Invariant($"reminder_rows_read_per_min={Rate(RemindersRead - earlier.RemindersRead)} reminder_busy_ms_per_min={Rate((ReminderBusy - earlier.ReminderBusy).TotalMilliseconds)} ")
            + Invariant($"all_statements_per_min={Rate(Statements - earlier.Statements)} all_busy_ms_per_min={Rate((Busy - earlier.Busy).TotalMilliseconds)}");
    }
}
