using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Csv;
using SegmentExport.Packaging.Formats;
using SegmentExport.Packaging.Jsonl;
using SegmentExport.Packaging.Parquet;
using SegmentExport.Packaging.Xlsx;

namespace SegmentExport.Packaging;

/// <summary>Packs one shard: batches → masking → encoding → compressed part.</summary>
public static class ShardPacker
{
    /// <summary>Packs a shard on the calling thread. The same rows and request give the same bytes, however the rows are cut into batches.</summary>
    /// <param name="request">What is written.</param>
    /// <param name="rows">The rows; read to the end, not disposed.</param>
    /// <param name="destination">Takes the part; written in order, not flushed, not disposed.</param>
    /// <param name="cancellationToken">Ends the work within a batch's time.</param>
    /// <returns>The packed shard, without silo and times.</returns>
    /// <exception cref="PackagingException">A row or column cannot be written, or the rows are not as many as planned.</exception>
    public static PackedShard Pack(ShardPackRequest request, IRowBatchReader rows, Stream destination, CancellationToken cancellationToken) =>
        Pack(request, rows, destination, new StageTimes(), cancellationToken);

    /// <summary>The same, and tells how long each stage took.</summary>
    /// <param name="request">What is written.</param>
    /// <param name="rows">The rows; read to the end, not disposed.</param>
    /// <param name="destination">Takes the part; written in order, not flushed, not disposed.</param>
    /// <param name="times">Is told, also where packing fails.</param>
    /// <param name="cancellationToken">Ends the work within a batch's time.</param>
    /// <returns>The packed shard, without silo and times.</returns>
    /// <exception cref="PackagingException">As above.</exception>
    public static PackedShard Pack(ShardPackRequest request, IRowBatchReader rows, Stream destination, StageTimes times, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(times);
        times.Begin();
        try
        {
            return PackWhole(request, rows, destination, times, cancellationToken);
        }
        finally
        {
            times.End();
        }
    }

    private static PackedShard PackWhole(ShardPackRequest request, IRowBatchReader rows, Stream destination, StageTimes times, CancellationToken cancellationToken)
    {
        var packed = request.Format switch
        {
            ExportFormat.Xlsx => XlsxShard.Pack(request, rows, destination, SheetLayout.Default, times, cancellationToken),
            ExportFormat.Parquet => ParquetShard.Pack(request, rows, destination, times, cancellationToken),
            _ => PackText(request, rows, destination, times, cancellationToken),
        };
        return packed.Rows == request.Shard.Rows
            ? packed
            : throw new PackagingException(
                ErrorCodes.RowsMismatch,
                $"Shard {request.Shard.Index} was planned with {request.Shard.Rows} rows and has {packed.Rows}. Nothing is cut off silently: create the task again.",
                isTransient: false);
    }

    private static PackedShard PackText(ShardPackRequest request, IRowBatchReader rows, Stream destination, StageTimes times, CancellationToken cancellationToken)
    {
        using RowEncoder encoder = request.Format switch
        {
            ExportFormat.Csv => new CsvRows(request, rows.Schema),
            ExportFormat.Jsonl => new JsonlRows(request, rows.Schema),
            _ => throw new PackagingException(ErrorCodes.UnknownFormat, $"This installation does not write {request.Format}.", isTransient: false),
        };
        return TextShard.Pack(request, encoder, rows, destination, times, cancellationToken);
    }
}
