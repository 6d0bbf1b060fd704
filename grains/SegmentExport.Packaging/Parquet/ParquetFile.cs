using System.Collections.Immutable;
using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging.Fragments;
using Field = Apache.Arrow.Field;

namespace SegmentExport.Packaging.Parquet;

/// <summary>The file of one shard: row groups of whole columns, one after the other, behind them the footer.</summary>
internal sealed class ParquetFile : IDisposable
{
    // The version is the layout's, not the program's: the same rows give the same bytes after an update too.
    private const string CreatedBy = "SegmentExport version 1.0 (build 1)";
    private const int CompressionLevel = 1;
    private const int PageBytes = 64 * 1024;
    private const int SampleStep = 4;

    private readonly FragmentWriter _part;
    private readonly ImmutableArray<ParquetColumn> _columns;
    private readonly Schema _schema;
    private readonly StageTimes _times;
    private ParquetSink? _sink;
    private WriterProperties? _properties;
    private ArrowWriterProperties? _arrowProperties;
    private FileWriter? _writer;

    public ParquetFile(FragmentWriter part, ImmutableArray<ExportColumn> columns, Schema source, ImmutableArray<ParquetColumn> values, StageTimes times)
    {
        (_part, _columns, _times) = (part, values, times);
        _schema = new(columns.Select((column, i) => new Field(column.Field.Value, values[i].TypeOf(source.FieldsList[i].DataType), nullable: true)), metadata: null);
    }

    /// <summary>Writes what the columns have gathered as a row group.</summary>
    public void WriteRowGroup()
    {
        Open().NewRowGroup();
        for (var i = 0; i < _columns.Length; i++)
        {
            using var array = _columns[i].ToArray(_schema.FieldsList[i].DataType);
            using (_times.Compress())
            {
                _writer!.WriteColumnChunk(array);
            }

            _columns[i].Clear();
            _part.PassOn();
        }
    }

    /// <summary>Writes the footer.</summary>
    public void End() => Open().Close();

    /// <inheritdoc />
    public void Dispose()
    {
        _writer?.Dispose();
        _arrowProperties?.Dispose();
        _properties?.Dispose();
        _sink?.Dispose();
    }

    private FileWriter Open()
    {
        if (_writer is not null)
        {
            return _writer;
        }

        using var builder = new WriterPropertiesBuilder();
        builder.CreatedBy(CreatedBy).Compression(Compression.Zstd).CompressionLevel(CompressionLevel).DataPagesize(PageBytes).EnableStoreDecimalAsInteger();

        // The library's own allocator keeps tens of MiB for every thread that ever wrote.
        builder.MemoryPool(MemoryPool.SystemMemoryPool());
        ChooseDictionaries(builder);
        _properties = builder.Build();
        using var arrowBuilder = new ArrowWriterPropertiesBuilder();
        _arrowProperties = arrowBuilder.UseThreads(false).Build();
        _sink = new(_part.Text);
        return _writer = new(_sink, _schema, _properties, _arrowProperties, leaveOpen: true);
    }

    /// <summary>Where most values differ, a dictionary is work for nothing. The first row group stands for the file.</summary>
    private void ChooseDictionaries(WriterPropertiesBuilder builder)
    {
        var counter = new DistinctCounter();
        for (var i = 0; i < _columns.Length; i++)
        {
            counter.Clear();
            _columns[i].Sample(SampleStep, counter);
            if (counter.Distinct * 2 > counter.Count)
            {
                builder.DisableDictionary(_schema.FieldsList[i].Name);
            }
        }
    }
}
