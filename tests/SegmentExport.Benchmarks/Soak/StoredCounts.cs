using System.Globalization;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>What a cluster keeps: rows of each table, parts.</summary>
internal static class StoredCounts
{
    private const string CountTables = """
        SELECT string_agg(name || '=' || (xpath('/row/count/text()', query_to_xml(format('SELECT count(*) AS count FROM segment_export.%I', name), false, true, '')))[1]::text, ' ' ORDER BY name)
        FROM (SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'segment_export' AND table_type = 'BASE TABLE') AS tables;
        """;

    // Work that is under way, keys, reminders and messages that somebody still has to send, by whether there is a task for them.
    private const string CountOpen = """
        SELECT format('needs_work=%s keys=%s keys_of_nobody=%s reminders=%s reminders_of_nobody=%s outbox=%s',
            (SELECT count(*) FROM download_task WHERE needs_work = 1),
            (SELECT count(*) FROM artifact_key),
            (SELECT count(*) FROM artifact_key AS key WHERE NOT EXISTS (SELECT 1 FROM download_task AS task WHERE task.space_id = key.space_id AND task.task_id = key.task_id)),
            (SELECT count(*) FROM OrleansReminders),
            (SELECT count(*) FROM OrleansReminders AS reminder WHERE NOT EXISTS (SELECT 1 FROM OrleansStorage AS task WHERE task.GrainTypeString = 'task' AND reminder.GrainId = 'downloadtask/' || task.GrainIdExtensionString)),
            (SELECT count(*) FROM webhook_delivery WHERE state = 'pending'));
        """;

    private const string SizeTables = """
        SELECT string_agg(format('%s=%s', relname, round(pg_total_relation_size(pg_class.oid)::numeric / greatest(1, (SELECT count(*) FROM download_task)))), ' ' ORDER BY relname)
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = 'segment_export' AND relkind = 'r' AND pg_total_relation_size(pg_class.oid) > 100000;
        """;

    /// <summary>Bytes of each larger table with its indexes, for each task, in one line.</summary>
    public static async Task<string> BytesPerTaskAsync(ClusterProcesses cluster) => (string)(await cluster.Database.ExecuteAsync(SizeTables))!;

    /// <summary>Rows of each table, in one line.</summary>
    public static async Task<string> TablesAsync(ClusterProcesses cluster) => (string)(await cluster.Database.ExecuteAsync(CountTables))!;

    /// <summary>What somebody still has to do or to take away, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OpenAsync(ClusterProcesses cluster) => ((string)(await cluster.Database.ExecuteAsync(CountOpen))!).Split(' ')
        .Select(word => word.Split('='))
        .ToDictionary(word => word[0], word => long.Parse(word[1], CultureInfo.InvariantCulture));

    /// <summary>The tasks, as <c>{space}/{task}</c>, that have files in the store, with how many bytes.</summary>
    public static IReadOnlyDictionary<string, long> Parts(ClusterProcesses cluster)
    {
        var root = Path.Combine(cluster.Folder, "artifacts");
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
        {
            var task = Path.GetRelativePath(root, file.DirectoryName!).Replace(Path.DirectorySeparatorChar, '/');
            if (task.Split('/') is [{ Length: > 0 } space, _] && space[0] != '.')
            {
                found[task] = found.GetValueOrDefault(task) + Length(file);
            }
        }

        return found;
    }

    // Files come and go meanwhile.
    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
