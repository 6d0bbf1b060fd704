using System.Data.Common;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Limits;
using SegmentExport.Grains.Limits;
using SegmentExport.Hosting.Database;

namespace SegmentExport.Hosting.Tasks;

/// <summary>The list, as far as limits need it. SQLite's library blocks under its asynchronous names, so all of it runs off the grains' turns.</summary>
internal sealed class TaskUsageReader(DbDataSource database) : ITaskUsageReader
{
    private const string Columns = """
        SELECT task_id, submitted_at, CASE WHEN packaging IN ('waiting', 'running') THEN 1 ELSE 0 END, coalesce(rows_total, 0)
        FROM download_task WHERE space_id = @space
        """;

    // Two stretches of two indexes: what is worked on, and what is new.
    internal const string Usage = $"""
        {Columns} AND needs_work = 1 AND packaging IN ('waiting', 'running') AND submitted_at < @since
        UNION ALL
        {Columns} AND submitted_at >= @since;
        """;

    public async ValueTask<IReadOnlyList<TaskUsage>> ReadAsync(SpaceId space, DateTimeOffset since, CancellationToken cancellationToken) => await Task.Run(
        async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand(Usage);
            command.Bind("@space", space.Value);
            command.Bind("@since", TimeText.Of(since));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var tasks = new List<TaskUsage>();
            while (await rows.ReadAsync(cancellationToken))
            {
                tasks.Add(new(new(rows.GetString(0)), DateTimeOffset.Parse(rows.GetString(1)), rows.GetInt32(2) == 1, rows.GetInt64(3)));
            }

            return tasks;
        },
        cancellationToken);
}
