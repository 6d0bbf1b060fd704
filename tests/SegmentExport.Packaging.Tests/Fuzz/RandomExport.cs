using CsCheck;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Containers;
using SegmentExport.Packaging.Tests.Support;

namespace SegmentExport.Packaging.Tests.Fuzz;

/// <summary>A random export: what is in it, how it is cut and how it is written.</summary>
/// <param name="Format">What it is written as.</param>
/// <param name="Columns">Its columns, all of the same length.</param>
/// <param name="ShardRows">Rows a shard.</param>
/// <param name="BatchRows">Rows a batch.</param>
/// <param name="Options">How it is written.</param>
/// <param name="Container">How it is handed out.</param>
internal sealed record RandomExport(ExportFormat Format, IReadOnlyList<RandomColumn> Columns, int ShardRows, int BatchRows, FormatOptions Options, string Container)
{
    /// <summary>Random exports in a format. Two columns at least: one empty cell alone makes an empty line, which readers skip.</summary>
    public static Gen<RandomExport> Of(ExportFormat format) =>
        from rows in Gen.Frequency((1, Gen.Const(0)), (8, Gen.Int[1, 60]), (1, Gen.Int[200, 700]))
        from columns in RandomColumns.OfRows(rows).Array[2, 6]
        from shardRows in Gen.Int[1, 100]
        from batchRows in Gen.Int[1, 80]
        from options in OptionsOf(format)
        from container in Gen.OneOf([.. ContainerKinds.For(format, options.Compression).Select(name => Gen.Const(name))])
        select new RandomExport(format, columns, shardRows, batchRows, options, container);

    /// <summary>The rows that a reader has to find.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Rows =>
        [.. Enumerable.Range(0, Columns[0].Texts.Count).Select(row => Columns.Select(column => Found(column, row)).ToList())];

    /// <summary>The names of the columns.</summary>
    public IEnumerable<string> Names => Columns.Select((_, i) => $"c{i}");

    /// <summary>Packs it and hands it out.</summary>
    public byte[] Write()
    {
        var table = new SampleTable { Format = Format, Options = Options };
        foreach (var (name, column) in Names.Zip(Columns))
        {
            _ = table.Add(name, column.Values);
        }

        return table.Download(Container, ShardRows, BatchRows);
    }

    public override string ToString() => $"{Container}, {ShardRows} rows a shard, {BatchRows} a batch, {Options}\n{string.Join('\n', Columns)}";

    private static Gen<FormatOptions> OptionsOf(ExportFormat format) => format switch
    {
        ExportFormat.Parquet => Gen.Const(new FormatOptions { Compression = PartCompression.None }),
        ExportFormat.Xlsx => Gen.Const(FormatOptions.Default),
        ExportFormat.Csv =>
            from compression in Gen.OneOf(PartCompression.Deflate, PartCompression.Zstd)
            from delimiter in Gen.OneOf(',', ';', '\t', '|')
            from lineFeedOnly in Gen.Bool
            from mark in Gen.Bool
            from nullText in Gen.OneOf("", "NULL", "\\N", "0")
            from neutralize in Gen.Bool
            select new FormatOptions
            {
                Compression = compression,
                Delimiter = delimiter,
                LineFeedOnly = lineFeedOnly,
                ByteOrderMark = mark,
                NullText = nullText,
                NeutralizeFormulas = neutralize,
            },
        _ => Gen.OneOf(PartCompression.Deflate, PartCompression.Zstd).Select(compression => new FormatOptions { Compression = compression }),
    };

    private string? Found(RandomColumn column, int row) => column.Texts[row] is { } text && IsNeutralized(column, text) ? "'" + text : column.Texts[row];

    private bool IsNeutralized(RandomColumn column, string text) =>
        Format == ExportFormat.Csv && Options.NeutralizeFormulas && column.IsText && text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal);
}
