using System.Data.Common;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Sources;

/// <summary>The states of sources that tasks were planned on which are still packed, as their records say.</summary>
internal sealed class PlannedSnapshots(DbDataSource database)
{
    // The few tasks that are worked on.
    internal const string Planned = """
        SELECT DISTINCT summary -> 'packaging' -> 'plan' ->> 'sourceVersion' FROM download_task
        WHERE needs_work = 1 AND packaging IN ('waiting', 'running') AND summary -> 'packaging' -> 'plan' ->> 'sourceVersion' IS NOT NULL;
        """;

    /// <summary>Their versions. SQLite's library blocks under its asynchronous names, so it runs on a thread of the pool.</summary>
    public async ValueTask<IReadOnlySet<string>> FindAsync(CancellationToken cancellationToken) => await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand(Planned);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var versions = new HashSet<string>(StringComparer.Ordinal);
            while (await rows.ReadAsync(cancellationToken))
            {
                versions.Add(rows.GetString(0));
            }

            return versions;
        },
        cancellationToken);
}
