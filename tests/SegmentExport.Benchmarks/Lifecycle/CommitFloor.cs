using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Benchmarks.Lifecycle;

/// <summary>The same writes by Npgsql alone: each a committed transaction of the same bytes into a table with a key and nothing else. No list, no trigger, no counter, no server in between.</summary>
internal sealed class CommitFloor(PostgresTestDatabase database, ImmutableArray<RecordedWrite> writes)
{
    private const string Insert = "INSERT INTO floor (id, data) VALUES ($1, $2);";
    private const string Update = "UPDATE floor SET data = $2 WHERE id = $1;";

    /// <summary>Commits for so long.</summary>
    /// <returns>Transactions a second.</returns>
    public async Task<double> RunAsync(int workers, TimeSpan duration, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("DROP TABLE IF EXISTS floor; CREATE TABLE floor (id uuid PRIMARY KEY, data bytea NOT NULL);");
        await using var source = NpgsqlDataSource.Create(database.Superuser + $";Search Path=segment_export;Maximum Pool Size={workers};Max Auto Prepare=4;Auto Prepare Min Usages=1");
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => CommitAsync(source, worker, clock, duration, cancellationToken), cancellationToken)));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private async Task<long> CommitAsync(NpgsqlDataSource source, int worker, Stopwatch clock, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (count, current) = (0L, new Dictionary<string, Guid>(StringComparer.Ordinal));
        for (var next = worker * writes.Length / 7; clock.Elapsed < duration; next++)
        {
            var write = writes[next % writes.Length];
            var isFirst = write.IsFirst || !current.ContainsKey(write.Table);
            if (isFirst)
            {
                current[write.Table] = Guid.CreateVersion7();
            }

            // Taken from the pool for each, as a silo does.
            await using var command = source.CreateCommand(isFirst ? Insert : Update);
            command.Parameters.AddWithValue(current[write.Table]);
            command.Parameters.AddWithValue(write.Data);
            await command.ExecuteNonQueryAsync(cancellationToken);
            count++;
        }

        return count;
    }
}
