using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Fragments;
using SegmentExport.Packaging.Jsonl;

namespace SegmentExport.Packaging.Rows;

/// <summary>Masks and encodes a few rows as JSON objects, by the same masks and cells that pack a file of them.</summary>
public static class RowSampler
{
    private const int InitialBytes = 64 * 1024;

    private static readonly Shard Whole = new() { Index = 0, FirstRow = 0, Rows = 0 };

    /// <summary>Takes rows from the beginning of a reader.</summary>
    /// <param name="columns">The columns, with their masks.</param>
    /// <param name="hashKey">The space's key for <c>hash</c>; empty where no column is hashed.</param>
    /// <param name="rows">The rows; not disposed.</param>
    /// <param name="limit">At most so many, from 1.</param>
    /// <param name="maxBytes">No further row is taken once so many bytes are there; a single row may be larger.</param>
    /// <param name="taken">Told of each row that is taken, by its place in the batch that was read last.</param>
    /// <param name="cancellationToken">Ends the work within a batch's time.</param>
    /// <exception cref="PackagingException">A column cannot be written, or the source failed.</exception>
    public static EncodedRows Take(
        ImmutableArray<ExportColumn> columns, ReadOnlyMemory<byte> hashKey, IRowBatchReader rows, int limit, int maxBytes, Action<int>? taken, CancellationToken cancellationToken)
    {
        var request = new ShardPackRequest { Shard = Whole, Columns = columns, Format = ExportFormat.Jsonl, Options = FormatOptions.Default, HashKey = hashKey };
        using var encoder = new JsonlRows(request, rows.Schema);
        using var output = new PlainBuffer(InitialBytes);
        var count = 0;
        while (rows.Read(cancellationToken) is { } batch)
        {
            encoder.Bind(batch);
            for (var row = 0; row < batch.Length; row++)
            {
                if (count == limit || output.Length >= maxBytes)
                {
                    return Result(output, count, hasMore: true);
                }

                encoder.Write(row, output);
                taken?.Invoke(row);
                count++;
            }
        }

        return Result(output, count, hasMore: false);
    }

    private static EncodedRows Result(PlainBuffer output, int count, bool hasMore) =>
        new(ImmutableCollectionsMarshal.AsImmutableArray(output.Written.ToArray()), count, hasMore);
}
