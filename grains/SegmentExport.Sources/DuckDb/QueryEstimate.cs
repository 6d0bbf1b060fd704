using System.Text.Json;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Reads from a query's plan (<c>EXPLAIN (FORMAT json)</c>) how many rows DuckDB reckons with.</summary>
internal static class QueryEstimate
{
    /// <summary>The estimate of the outermost step that has one; null where none has.</summary>
    public static long? Read(string plan)
    {
        using var document = JsonDocument.Parse(plan);
        return Find(document.RootElement);
    }

    private static long? Find(JsonElement step) => step.ValueKind switch
    {
        JsonValueKind.Array => step.EnumerateArray().Select(Find).FirstOrDefault(rows => rows is not null),
        JsonValueKind.Object when step.TryGetProperty("extra_info", out var info) && info.TryGetProperty("Estimated Cardinality", out var rows)
            && long.TryParse(rows.GetString(), out var number) => number,
        JsonValueKind.Object when step.TryGetProperty("children", out var children) => Find(children),
        _ => null,
    };
}
