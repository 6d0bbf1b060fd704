using System.Text.Json;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Benchmarks.Load;

/// <summary>An export as its record has it once it is packed.</summary>
/// <param name="Space">Its space.</param>
/// <param name="SubmittedAt">When it was created.</param>
/// <param name="PlannedAt">When its rows were counted and cut.</param>
/// <param name="EndedAt">When all of it was packed.</param>
/// <param name="Parts">What it was packed in.</param>
internal sealed record PackedExport(string Space, DateTimeOffset SubmittedAt, DateTimeOffset PlannedAt, DateTimeOffset EndedAt, IReadOnlyList<PackedPart> Parts)
{
    /// <summary>Its rows.</summary>
    public long Rows => Parts.Sum(part => part.Rows);

    /// <summary>How long it waited for its first slot.</summary>
    public TimeSpan Wait => Parts.Min(part => part.StartedAt) - SubmittedAt;

    /// <summary>How long it took until it was planned.</summary>
    public TimeSpan Plan => PlannedAt - SubmittedAt;

    /// <summary>How long it took.</summary>
    public TimeSpan Time => EndedAt - SubmittedAt;

    /// <summary>Reads them from the silos' records.</summary>
    public static async Task<IReadOnlyList<PackedExport>> ReadAsync(ClusterProcesses cluster)
    {
        var found = (string)(await cluster.Database.ExecuteAsync("""
            SELECT coalesce(jsonb_agg(jsonb_build_object('space', state #>> '{key,space}', 'submittedAt', state #>> '{submission,at}', 'plannedAt', jsonb_path_query_first(state, '$.history[*] ? (@.event == "planned").at'), 'endedAt', state #>> '{packaging,endedAt}', 'parts', state #> '{packaging,packed}')), '[]')::text
            FROM (SELECT convert_from(PayloadBinary, 'UTF8')::jsonb AS state FROM OrleansStorage WHERE GrainTypeString = 'task') AS task
            WHERE state #>> '{packaging,state}' = 'packed';
            """))!;
        return JsonSerializer.Deserialize<List<PackedExport>>(found, JsonSerializerOptions.Web)!;
    }
}
