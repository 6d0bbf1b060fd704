using System.Collections.Immutable;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;
using SegmentExport.Packaging.Xlsx;

namespace SegmentExport.Packaging.Tests.Xlsx;

/// <summary>A table packed as a workbook, with sheets as short as a test needs them.</summary>
internal sealed class Workbook
{
    private Workbook(ArtifactDescription artifact, MemoryParts parts, SheetLayout layout) =>
        (Artifact, Parts, View) = (artifact, parts, XlsxContainer.Open(artifact, layout));

    public ArtifactDescription Artifact { get; }

    public MemoryParts Parts { get; }

    public ContainerView View { get; }

    public byte[] Bytes => SampleTable.Download(View, Parts);

    /// <summary>Packs shards of so many rows, in batches of so many, onto sheets of so many.</summary>
    public static Workbook Pack(SampleTable table, int sheetRows = SheetLayout.MaxRows - 1, int shardRows = int.MaxValue, int batchRows = 7)
    {
        var (layout, parts, packed) = (new SheetLayout(sheetRows), new MemoryParts(), ImmutableArray.CreateBuilder<PackedShard>());
        for (var (first, index) = (0, 0); first < table.Rows || index == 0; index++)
        {
            var rows = Math.Min(shardRows, table.Rows - first);
            using var part = new MemoryStream();
            packed.Add(XlsxShard.Pack(table.Request(index, first, rows), table.Read(first, rows, batchRows), part, layout, new StageTimes(), CancellationToken.None));
            parts[index] = part.ToArray();
            first += rows;
        }

        return new(table.Describe(packed.ToImmutable()), parts, layout);
    }
}
