using Apache.Arrow;
using SegmentExport.Domain.Errors;
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

    /// <summary>All rows, page after page, until one is empty; only the last with rows may have fewer than a whole page.</summary>
    public static async Task<List<string>> ReadPagesAsync(this ISegmentSource source, ExportQuery query, int size)
    {
        var (keys, after, isWhole) = (new List<string>(), default(RowPosition), true);
        while (true)
        {
            var (version, rows) = await source.ReadPageAsync(query, after, size);
            if (rows.Count == 0)
            {
                return keys;
            }

            Assert.True(isWhole, "Rows come after a page that was not whole.");
            Assert.InRange(rows.Count, 1, size);
            keys.AddRange(rows.Select(row => row.Key));
            (after, isWhole) = (new(version, rows[^1].Position), rows.Count == size);
        }
    }

    public static async Task<(string Version, List<(string Key, string Position)> Rows)> ReadPageAsync(this ISegmentSource source, ExportQuery query, RowPosition? after, int size)
    {
        var page = await source.OpenPageAsync(query, after, size, CancellationToken.None);
        using var rows = page.Rows;
        Assert.Equal(query.Columns.Length, rows.Schema.FieldsList.Count);
        var keys = new List<(string, string)>();
        while (rows.Read(CancellationToken.None) is { } batch)
        {
            Assert.Equal(query.Columns.Length, batch.ColumnCount);
            for (var row = 0; row < batch.Length; row++)
            {
                keys.Add((((StringArray)batch.Column(0)).GetString(row), rows.PositionOf(row)));
            }
        }

        return (page.SourceVersion, keys);
    }

    /// <summary>Has a query planned, which fails, and says nobody's key.</summary>
    public static async Task<PackagingException> FailsToPlanAsync(this ISegmentSource source, ExportQuery query, string code, bool isTransient)
    {
        var fault = await Assert.ThrowsAsync<PackagingException>(async () => await source.PlanAsync(query, new(), CancellationToken.None));
        Assert.Equal((code, isTransient), (fault.Code, fault.IsTransient));
        Assert.DoesNotContain("u0000", fault.Message, StringComparison.Ordinal);
        return fault;
    }
}
