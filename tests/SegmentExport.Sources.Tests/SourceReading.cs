using Apache.Arrow;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.Tests;

/// <summary>Reads shards as texts, to compare.</summary>
internal static class SourceReading
{
    public static async Task<List<string>> ReadKeysAsync(this ISegmentSource source, ExportQuery query, ShardPlan plan)
    {
        var keys = new List<string>();
        foreach (var shard in plan.Shards)
        {
            var found = await source.ReadKeysAsync(query, plan.SourceVersion, shard);
            Assert.Equal(shard.Rows, found.Count);
            Assert.Equal(shard.FirstRow, keys.Count);
            keys.AddRange(found);
        }

        Assert.Equal(plan.Rows, keys.Count);
        return keys;
    }

    public static async Task<List<string>> ReadKeysAsync(this ISegmentSource source, ExportQuery query, string version, Shard shard)
    {
        var keys = new List<string>();
        using var reader = await source.OpenAsync(query, version, shard, CancellationToken.None);
        while (reader.Read(CancellationToken.None) is { } batch)
        {
            var column = (StringArray)batch.Column(0);
            for (var row = 0; row < batch.Length; row++)
            {
                keys.Add(column.GetString(row));
            }
        }

        return keys;
    }
}
