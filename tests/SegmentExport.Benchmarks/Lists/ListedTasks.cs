using System.Globalization;
using System.Text.Json;
using SegmentExport.Domain.Json;
using SegmentExport.Domain.Tasks;
using SegmentExport.TestKit.Data;
using SegmentExport.TestKit.Postgres;

namespace SegmentExport.Benchmarks.Lists;

/// <summary>
/// A space's list with very many tasks of one year: the rows that the trigger would have made, written in bulk. One in ten was withdrawn, one in ten waits for its decision, the others were approved
/// and, but for the last day's, have expired; every third is Alice's; there are 500 names of segments. Of each only the list's row exists: no grain is asked for one here.
/// </summary>
internal static class ListedTasks
{
    /// <summary>How many names of segments there are.</summary>
    public const int Names = 500;

    private const int Batch = 50_000;
    private const int FirstId = 1_000_000_000;

    private const string SecondaryIndexes = "schemaname = 'segment_export' AND tablename = 'download_task' AND indexname <> 'download_task_pkey'";

    private static readonly string Name = $"(ARRAY['高价值客户', '双十一活动人群', '沉睡用户', '新注册用户', '华东会员'])[1 + number % 5] || '-' || number % {Number(Names)}";

    /// <summary>Makes the list's rows.</summary>
    /// <param name="database">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="lives">What has become of them.</param>
    /// <param name="after">How many there are of before.</param>
    public static async Task FillAsync(PostgresTestDatabase database, int count, ListedLives lives = ListedLives.Mixed, int after = 0)
    {
        // As one loads a table: without its indexes, which are built at its end from what the schema says of them.
        var indexes = (string)(await database.ExecuteAsync($"SELECT string_agg(indexdef, ';') FROM pg_indexes WHERE {SecondaryIndexes};"))!;
        await database.ExecuteAsync($"DO $$ DECLARE name text; BEGIN FOR name IN SELECT indexname FROM pg_indexes WHERE {SecondaryIndexes} LOOP EXECUTE 'DROP INDEX ' || name; END LOOP; END $$;");
        var statement = Statement(count, lives, after);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (count + Batch - 1) / Batch).Select(batch => after + (batch * Batch)),
            async (before, _) => await database.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, statement, before + 1, Math.Min(after + count, before + Batch))));
        await Parallel.ForEachAsync(indexes.Split(';'), async (index, _) => await database.ExecuteAsync($"SET maintenance_work_mem = '512MB'; {index};"));
        await database.ExecuteAsync("VACUUM ANALYZE download_task;");
    }

    /// <summary>Tasks from number <c>{0}</c> to <c>{1}</c>: of each kind all that is the same is one value, and what differs is put around it.</summary>
    private static string Statement(int count, ListedLives lives, int after)
    {
        var waiting = TaskStates.Submitted().Packed();
        var withdrawn = waiting with { Decision = waiting.Decision with { Kind = DecisionKind.Withdrawn, By = new("alice"), At = TaskStates.Epoch } };
        var (one, other, third) = lives switch
        {
            ListedLives.Ended => (withdrawn, withdrawn, waiting.Approved(TaskStates.Epoch)),
            ListedLives.Waiting => (waiting, waiting, waiting),
            _ => (withdrawn, waiting, waiting.Approved(TaskStates.Epoch)),
        };

        // What ended lies two days back or more, and what may stay in the list is no older than half a year.
        var (newest, span) = lives == ListedLives.Mixed ? ("0 days", "1 year") : ("2 days", "150 days");
        var text = $$"""
            INSERT INTO download_task (storage_id, change_sequence, summary)
            SELECT {{Number(FirstId)}} + number, 1 + {{Number(count + (2 * after))}} - number,
                state || jsonb_build_object(
                    'key', jsonb_build_object('space', 'retail', 'task', md5(number::text)),
                    'submission', state -> 'submission' || jsonb_build_object('at', at, 'submitter', CASE WHEN number % 3 = 0 THEN 'alice' ELSE 'user' || number % 50 END, 'segmentName', {{Name}}),
                    'needsWork', false)
                || CASE WHEN state #>> '{decision,kind}' = 'pending' THEN '{}' WHEN state #>> '{decision,kind}' = 'withdrawn' THEN {{(lives == ListedLives.Mixed ? "'{}'" : "jsonb_build_object('partsDeletedAt', ends)")}}
                    WHEN ends > {{Text("now()")}} THEN jsonb_build_object('expiresAt', ends) ELSE jsonb_build_object('expiresAt', ends, 'expiredAt', ends, 'partsDeletedAt', ends) END
            FROM generate_series(<first>, <last>) AS number,
            LATERAL (SELECT CASE number % 10 WHEN 0 THEN {{Json(one)}} WHEN 1 THEN {{Json(other)}} ELSE {{Json(third)}} END AS state) AS states,
            LATERAL (SELECT now() - interval '{{newest}}' - (number - {{Number(after)}}) * interval '{{span}}' / {{Number(count)}} AS moment) AS moments,
            LATERAL (SELECT {{Text("moment")}} AS at, {{Text("moment + interval '1 day'")}} AS ends) AS times;
            """;
        return text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal).Replace("<first>", "{0}", StringComparison.Ordinal).Replace("<last>", "{1}", StringComparison.Ordinal);
    }

    /// <summary>Makes a state of each of the first rows, as large as the row, past the triggers: so that grain storage has as many rows as the list.</summary>
    public static async Task StoreAsync(PostgresTestDatabase database, int count)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (count + Batch - 1) / Batch).Select(batch => FirstId + (batch * Batch)),
            async (first, _) => await database.ExecuteAsync(Copy(first, first + Batch)));
        await database.ExecuteAsync("ANALYZE OrleansStorage;");
    }

    private static string Copy(int first, int end) => $"""
        SET session_replication_role = replica;
        INSERT INTO OrleansStorage (StorageId, GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, Version) OVERRIDING SYSTEM VALUE
        SELECT storage_id, hashtext(task_id), 0, 0, 1, 'task', space_id || '/' || task_id, 'segment-export', convert_to(summary::text, 'UTF8'), 1 FROM download_task
        WHERE storage_id > {Number(first)} AND storage_id <= {Number(end)};
        """;

    /// <summary>The cursor after so many tasks of the list, as a page ends with it.</summary>
    public static async Task<string> CursorAfterAsync(PostgresTestDatabase database, int tasks)
    {
        var last = (string)(await database.ExecuteAsync(
            $"SELECT submitted_at || '/' || task_id FROM download_task WHERE space_id = 'retail' ORDER BY submitted_at DESC, task_id DESC OFFSET {Number(tasks - 1)} LIMIT 1;"))!;
        return System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(last));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string time) => $"to_char(({time}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"0Z\"')";

    private static string Json(DownloadTaskState state) => $"('{JsonSerializer.Serialize(state, StateJson.Options)}'::jsonb #- '{{packaging,plan,shards}}' #- '{{packaging,packed}}')";
}
