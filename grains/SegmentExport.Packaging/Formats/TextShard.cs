using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Formats;

/// <summary>Packs a shard of a format whose rows are text.</summary>
internal static class TextShard
{
    public static PackedShard Pack(ShardPackRequest request, RowEncoder encoder, IRowBatchReader rows, Stream destination, StageTimes times, CancellationToken cancellationToken)
    {
        using var part = new FragmentWriter(destination, request.Options.Compression, times);
        var count = 0L;
        while (times.Read(rows, cancellationToken) is { } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            encoder.Bind(batch);
            for (var row = 0; row < batch.Length; row++)
            {
                encoder.Write(row, part.Text);
                part.PassOn();
            }

            count += batch.Length;
        }

        part.EndSection(count);
        return part.Describe(request.Shard, encoder.NeutralizedCells);
    }
}
