using System.Buffers.Binary;
using SegmentExport.Domain.Packaging;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>The keys at which a segment is cut: of every so many rows the first. They are found by looking through the key's column once, and stay in memory: a plan says only the how-manieth one it means.</summary>
/// <param name="Step">How many rows lie between two.</param>
/// <param name="Keys">Their texts, the segment's first key among them.</param>
/// <param name="Rows">How many rows the segment has.</param>
internal sealed record KeyBounds(long Step, IReadOnlyList<byte[]> Keys, long Rows)
{
    /// <summary>Looks through the keys.</summary>
    /// <param name="keys">All of them, in order, each with its mark.</param>
    /// <param name="step">How many rows should lie between two bounds; more where there would be too many.</param>
    /// <exception cref="Domain.Errors.PackagingException">A key stands there twice, or the source broke off.</exception>
    public static KeyBounds Find(RowBinaryStream keys, long step)
    {
        var (bounds, rows, last, lastLength) = (new List<byte[]>(), 0L, System.Array.Empty<byte>(), -1);
        for (; !keys.IsAtEnd(); rows++)
        {
            var key = keys.Read(keys.ReadLength());
            if (lastLength == key.Length && last.AsSpan(0, lastLength).SequenceEqual(key))
            {
                throw ClickHouseFaults.Keys("one stands there twice");
            }

            if (last.Length < key.Length)
            {
                last = new byte[key.Length * 2];
            }

            key.CopyTo(last);
            lastLength = key.Length;
            if (rows % step == 0)
            {
                bounds.Add(key.ToArray());
            }

            if (BinaryPrimitives.ReadUInt32LittleEndian(keys.Read(sizeof(uint))) != SegmentSql.EndOfRow)
            {
                throw ClickHouseFaults.Garbled();
            }

            if (bounds.Count > ShardPlan.MaxShards)
            {
                (bounds, step) = ([.. bounds.Where((_, index) => index % 2 == 0)], step * 2);
            }
        }

        return new(step, bounds, rows);
    }

    /// <summary>The plan.</summary>
    /// <param name="version">The state of the source that they were found in.</param>
    public ShardPlan Plan(string version) => new()
    {
        SourceVersion = version,
        Rows = Rows,
        Shards =
        [
            .. Enumerable.Range(0, Math.Max(1, Keys.Count)).Select(index => new Shard
            {
                Index = index,
                From = $"{index}/{Step}",
                To = index + 1 < Keys.Count ? $"{index + 1}/{Step}" : null,
                FirstRow = index * Step,
                Rows = Math.Min(Step, Rows - (index * Step)),
            }),
        ],
    };

    /// <summary>The range of keys of a shard of that plan.</summary>
    public KeyRange RangeOf(Shard shard) => new(KeyAt(shard.From), KeyAt(shard.To));

    /// <summary>How many rows lie between the bounds that a shard's places count.</summary>
    public static long StepOf(Shard shard) => shard.From?.Split('/') is [_, var step] && long.TryParse(step, out var rows) && rows > 0 ? rows : throw ClickHouseFaults.Changed();

    // The first shard begins where the segment does.
    private byte[]? KeyAt(string? place) => place?.Split('/')[0] is { } text && int.TryParse(text, out var index) && index > 0
        ? index < Keys.Count ? Keys[index] : throw ClickHouseFaults.Changed()
        : null;
}
