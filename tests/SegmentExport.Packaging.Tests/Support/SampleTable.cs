using System.Collections.Immutable;
using Apache.Arrow;
using SegmentExport.Domain.Catalog;
using SegmentExport.Domain.Exports;
using SegmentExport.Domain.Identity;
using SegmentExport.Domain.Masking;
using SegmentExport.Domain.Packaging;
using SegmentExport.Packaging.Containers;

namespace SegmentExport.Packaging.Tests.Support;

/// <summary>A small table that is packed as an artifact: columns, options, cuts into shards and batches.</summary>
internal sealed class SampleTable
{
    private readonly List<(ExportColumn Column, Apache.Arrow.Field Field, IArrowArray Values)> _columns = [];

    public ExportFormat Format { get; init; } = ExportFormat.Csv;

    public FormatOptions Options { get; init; } = FormatOptions.Default;

    public Provenance? Provenance { get; init; }

    public byte[] HashKey { get; init; } = new byte[32];

    public int Rows => _columns[0].Values.Length;

    public ImmutableArray<ExportColumn> Columns => [.. _columns.Select(column => column.Column)];

    public Schema Schema => new(_columns.Select(column => column.Field), null);

    public SampleTable Add(string id, IArrowArray values, MaskingRule? masking = null)
    {
        var column = new ExportColumn { Field = new FieldId(id), Name = $"列 {id}", Kind = FieldKind.Attribute, Column = id, Masking = masking };
        _columns.Add((column, new Apache.Arrow.Field(id, values.Data.DataType, nullable: true), values));
        return this;
    }

    public SampleTable AddText(string id, params IEnumerable<string?> values) => AddText(id, values, masking: null);

    public SampleTable AddText(string id, IEnumerable<string?> values, MaskingRule? masking)
    {
        var builder = new StringArray.Builder();
        foreach (var value in values)
        {
            _ = value is null ? builder.AppendNull() : builder.Append(value);
        }

        return Add(id, builder.Build(), masking);
    }

    /// <summary>Packs shards of so many rows, in batches of so many.</summary>
    public (ArtifactDescription Artifact, MemoryParts Parts) Pack(int shardRows = int.MaxValue, int batchRows = 7)
    {
        var parts = new MemoryParts();
        var packed = ImmutableArray.CreateBuilder<PackedShard>();
        for (var (first, index) = (0, 0); first < Rows || index == 0; index++)
        {
            var rows = Math.Min(shardRows, Rows - first);
            using var part = new MemoryStream();
            packed.Add(ShardPacker.Pack(Request(index, first, rows), Read(first, rows, batchRows), part, CancellationToken.None));
            parts[index] = part.ToArray();
            first += rows;
        }

        return (Describe(packed.ToImmutable()), parts);
    }

    public ShardPackRequest Request(int index, long first, long rows) => new()
    {
        Shard = new() { Index = index, FirstRow = first, Rows = rows },
        Columns = Columns,
        Format = Format,
        Options = Options,
        HashKey = HashKey,
    };

    public BatchList Read(int first, int rows, int batchRows)
    {
        var batches = new List<RecordBatch>();
        for (var start = first; start < first + rows; start += batchRows)
        {
            var length = Math.Min(batchRows, first + rows - start);
            batches.Add(new(Schema, _columns.Select(column => ArrowArrayFactory.Slice(column.Values, start, length)), length));
        }

        return new(Schema, batches);
    }

    public byte[] Download(string? container = null, int shardRows = int.MaxValue, int batchRows = 7)
    {
        var (artifact, parts) = Pack(shardRows, batchRows);
        return Download(ContainerKinds.Open(artifact, container)!, parts);
    }

    public static byte[] Download(ContainerView view, MemoryParts parts) => Download(view, parts, 0, view.Length);

    public static byte[] Download(ContainerView view, MemoryParts parts, long offset, long length)
    {
        using var file = new MemoryStream();
        // Parts in memory complete at once.
        view.CopyToAsync(parts, file, offset, length, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return file.ToArray();
    }

    public ArtifactDescription Describe(ImmutableArray<PackedShard> parts) => new()
    {
        Task = new(new SpaceId("retail"), new TaskId("0123456789abcdef0123456789abcdef")),
        Name = "高价值客户 2026-11-24",
        Format = Format,
        Options = Options,
        Columns = Columns,
        Parts = parts,
        SubmittedAt = new DateTimeOffset(2026, 11, 24, 8, 0, 1, TimeSpan.Zero),
        Provenance = Provenance,
    };
}
