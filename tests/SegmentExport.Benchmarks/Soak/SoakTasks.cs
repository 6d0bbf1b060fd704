using System.Net;
using System.Text.Json;
using SegmentExport.Benchmarks.Load;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Soak;

/// <summary>All tasks as the API has them after the load, against what was acknowledged and against each other.</summary>
internal sealed class SoakTasks(ClusterProcesses cluster, SoakLedger ledger)
{
    private const int PageSize = 200;
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private ApiUser Carol => cluster.User(LoadCatalog.Approver).Patiently(Patience);

    /// <summary>The list of all spaces, by the tasks' paths.</summary>
    public async Task<Dictionary<string, JsonElement>> ListAsync()
    {
        var listed = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var space = 0; space < LoadCatalog.Spaces; space++)
        {
            var path = $"/api/v1/spaces/{LoadCatalog.Space(space)}/download-tasks";
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await Carol.SendForJsonAsync(HttpMethod.Get, $"{path}?limit={PageSize}{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}");
                foreach (var item in page.GetProperty("items").EnumerateArray())
                {
                    listed.Add($"{path}/{item.GetProperty("id").GetString()}", item);
                }

                cursor = page.GetProperty("nextCursor").GetString();
            }
        }

        return listed;
    }

    /// <summary>Tasks that were acknowledged and are not there, or that are there and were not asked for.</summary>
    public IEnumerable<string> Lost(IReadOnlyDictionary<string, JsonElement> listed) => ledger.Fates.Keys.Except(listed.Keys).Select(task => $"{task} is lost")
        .Concat(listed.Keys.Except(ledger.Fates.Keys).Select(task => $"{task} was made twice"));

    /// <summary>Tasks that do not stand where what was acknowledged has brought them.</summary>
    public IEnumerable<string> Misled(IReadOnlyDictionary<string, JsonElement> listed) => ledger.Fates.Where(task => listed.ContainsKey(task.Key)).Select(task => (task.Key, Fate: task.Value, State: listed[task.Key]))
        .Where(task => (task.Fate, task.State.GetProperty("status").GetString(), task.State.GetProperty("closeReason").GetString()) is not
            ((SoakFate.Withdrawn, "closed", "withdrawn") or (SoakFate.Rejected, "closed", "rejected") or (SoakFate.Approved, "completed" or "expired", null)))
        .Select(task => $"{task.Key} was {task.Fate}, and is {task.State}");

    /// <summary>Completed tasks whose file is not handed out.</summary>
    public Task<IReadOnlyList<string>> NotDownloadableAsync(IReadOnlyDictionary<string, JsonElement> listed) =>
        FindAsync(listed.Where(task => task.Value.GetProperty("status").GetString() == "completed"), async task =>
        {
            // It may expire while the others are asked for.
            var status = await Carol.StatusOfAsync(HttpMethod.Head, $"{task.Key}/file");
            return status is HttpStatusCode.OK or HttpStatusCode.Gone ? null : $"the file of {task.Key} is answered with {(int)status}";
        });

    /// <summary>Reads every task whose row is still completed, which has it expire where its time is over.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReadCompletedAsync()
    {
        // The list tells by the time; the row itself says what the grain has recorded.
        var rows = (string)(await cluster.Database.ExecuteAsync("SELECT coalesce(string_agg(space_id || '/download-tasks/' || task_id, ' '), '') FROM download_task WHERE stored_status IN ('completed', 'preparing');"))!;
        var left = rows.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var task in left)
        {
            await Carol.SendForJsonAsync(HttpMethod.Get, $"/api/v1/spaces/{task}");
        }

        return left.Length;
    }

    /// <summary>Tasks whose row in the list says something else than their grain.</summary>
    public Task<IReadOnlyList<string>> UnlikeTheirRowsAsync(IReadOnlyDictionary<string, JsonElement> listed) => FindAsync(listed, async task =>
    {
        var state = await Carol.SendForJsonAsync(HttpMethod.Get, task.Key);
        return JsonElement.DeepEquals(state, task.Value) ? null : $"{task.Key} is listed as {task.Value}, and is {state}";
    });

    private static async Task<IReadOnlyList<string>> FindAsync(IEnumerable<KeyValuePair<string, JsonElement>> tasks, Func<KeyValuePair<string, JsonElement>, Task<string?>> look)
    {
        var found = new List<string>();
        await Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (task, _) =>
        {
            if (await look(task) is { } wrong)
            {
                lock (found)
                {
                    found.Add(wrong);
                }
            }
        });
        return found;
    }
}
