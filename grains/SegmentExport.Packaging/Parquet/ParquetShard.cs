using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Columns;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Parquet;

/// <summary>Packs a shard as a Parquet file (Apache Parquet format 2.6, with data pages of version 1, which every reader knows).</summary>
internal static class ParquetShard
{
    private const int MaxGroupRows = 16_384;
    private const long MaxGroupBytes = 32 * 1024 * 1024;

    // Whether a row group is full is asked after so many rows of it: at the same rows however they come in batches.
    private const int Stride = 128;

    public static PackedShard Pack(ShardPackRequest request, IRowBatchReader rows, Stream destination, StageTimes times, CancellationToken cancellationToken)
    {
        var columns = ShardColumns.Create(request, rows.Schema, new ParquetColumns());
        try
        {
            using var part = new FragmentWriter(destination, PartCompression.None, times);
            using var file = new ParquetFile(part, request.Columns, rows.Schema, [.. columns], times);
            var count = Write(request, file, columns, rows, times, cancellationToken);
            file.End();
            part.EndSection(count);
            return part.Describe(request.Shard, neutralizedCells: 0);
        }
        finally
        {
            foreach (var column in columns)
            {
                column.Dispose();
            }

            NativeHeap.Trim();
        }
    }

    private static long Write(ShardPackRequest request, ParquetFile file, ParquetColumn[] columns, IRowBatchReader rows, StageTimes times, CancellationToken cancellationToken)
    {
        var (count, gathered) = (0L, 0);
        while (times.Read(rows, cancellationToken) is { } batch)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].Bind(batch.Column(i).Data);
            }

            for (var row = 0; row < batch.Length;)
            {
                var take = Math.Min(batch.Length - row, Stride - (gathered % Stride));
                var bytes = Append(request, columns, row, take);
                row += take;
                gathered += take;
                if (gathered % Stride == 0 && (gathered == MaxGroupRows || bytes >= MaxGroupBytes))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    file.WriteRowGroup();
                    gathered = 0;
                }
            }

            count += batch.Length;
        }

        if (gathered > 0)
        {
            file.WriteRowGroup();
        }

        return count;
    }

    /// <summary>Takes over rows; returns how many bytes the columns have gathered.</summary>
    private static long Append(ShardPackRequest request, ParquetColumn[] columns, int row, int count)
    {
        var bytes = 0L;
        for (var i = 0; i < columns.Length; i++)
        {
            try
            {
                columns[i].Append(row, count);
            }
            catch (OverflowException fault)
            {
                throw new PackagingException(
                    ErrorCodes.UnsupportedType,
                    $"Field '{request.Columns[i].Field}' holds what parquet cannot: texts of more than 2 GiB in {Stride} rows, or a moment that has no milliseconds. Leave the field out, or choose csv.",
                    isTransient: false,
                    fault);
            }

            bytes += columns[i].Bytes;
        }

        return bytes;
    }
}
