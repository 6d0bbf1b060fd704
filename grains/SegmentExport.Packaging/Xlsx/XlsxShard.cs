using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Fragments;

namespace SegmentExport.Packaging.Xlsx;

/// <summary>Packs a shard as rows of sheets: a section ends where a sheet does. The first shard begins with the section that begins every sheet.</summary>
internal static class XlsxShard
{
    public static PackedShard Pack(ShardPackRequest request, IRowBatchReader rows, Stream destination, SheetLayout layout, StageTimes times, CancellationToken cancellationToken)
    {
        using var encoder = new XlsxRows(request, rows.Schema);
        using var part = new FragmentWriter(destination, request.Options.Compression, times);
        if (request.Shard.Index == 0)
        {
            XlsxHead.Write(request.Columns, encoder.Cells, request.Options.DisplayNames, part.Text);
            part.EndSection(rows: 0);
        }

        var place = layout.PlaceInSheet(request.Shard.FirstRow);
        var start = place;
        encoder.GoTo(SheetLayout.HeaderRow + 1 + place);
        while (times.Read(rows, cancellationToken) is { } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            encoder.Bind(batch);
            for (var row = 0; row < batch.Length; row++)
            {
                if (place == layout.RowsPerSheet)
                {
                    part.EndSection(place - start);
                    (place, start) = (0, 0);
                    encoder.GoTo(SheetLayout.HeaderRow + 1);
                }

                encoder.Write(row, part.Text);
                part.PassOn();
                place++;
            }
        }

        if (place > start)
        {
            part.EndSection(place - start);
        }

        return part.Describe(request.Shard, neutralizedCells: 0);
    }
}
