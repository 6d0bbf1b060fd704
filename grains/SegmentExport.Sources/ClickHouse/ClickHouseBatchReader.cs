using System.Buffers.Binary;
using System.Text.Unicode;
using Apache.Arrow;
using Apache.Arrow.Types;
using SegmentExport.Packaging;
using SegmentExport.Sources.Columns;

namespace SegmentExport.Sources.ClickHouse;

/// <summary>Reads rows into Arrow record batches. Behind each row stands a mark, and there have to be as many rows as were promised.</summary>
/// <param name="rows">The rows; disposed with this.</param>
/// <param name="columns">Their columns.</param>
/// <param name="expected">How many rows there are; null: any number.</param>
internal sealed class ClickHouseBatchReader(RowBinaryStream rows, IReadOnlyList<ColumnReading> columns, long? expected) : IRowBatchReader
{
    private const int BatchRows = 2048;
    private const int BatchBytes = 4 << 20;

    private readonly Action _cancel = rows.Cancel;
    private long _read;

    // A batch lives one longer than promised: whoever has pinned its memory lets go of it only when binding the next.
    private ColumnBuilder[] _columns = Create(columns);
    private ColumnBuilder[] _lastColumns = Create(columns);

    /// <inheritdoc />
    public Schema Schema { get; } = SchemaOf(columns);

    /// <summary>What columns become.</summary>
    public static Schema SchemaOf(IEnumerable<ColumnReading> columns) => new(columns.Select((column, index) => new Field($"{index}", column.Type, nullable: true)), null);

    /// <inheritdoc />
    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (_lastColumns, _columns) = (_columns, _lastColumns);
        using var cancel = cancellationToken.Register(_cancel);
        try
        {
            return ReadBatch();
        }
        catch (Exception fault) when (ClickHouseFaults.IsOfServer(fault))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ClickHouseFaults.Garbled(fault);
        }
    }

    /// <inheritdoc />
    public void Dispose() => rows.Dispose();

    private static ColumnBuilder[] Create(IReadOnlyList<ColumnReading> columns) => [.. columns.Select(column => column.CreateBuilder())];

    private RecordBatch? ReadBatch()
    {
        foreach (var column in _columns)
        {
            column.Clear();
        }

        var (count, begin) = (0, rows.BytesRead);
        while (count < BatchRows && rows.BytesRead - begin < BatchBytes && !rows.IsAtEnd())
        {
            ReadRow();
            count++;
        }

        _read += count;
        return _read > expected || (count == 0 && _read < expected) ? throw ClickHouseFaults.Changed()
            : count > 0 ? new(Schema, _columns.Select(column => column.Build()), count) : null;
    }

    private void ReadRow()
    {
        for (var index = 0; index < _columns.Length; index++)
        {
            var column = columns[index];
            if (column.IsNullable && rows.ReadByte() != 0)
            {
                _columns[index].AppendNull();
                continue;
            }

            var value = rows.Read(column.Width ?? rows.ReadLength());
            if (column.Type is StringType && !Utf8.IsValid(value))
            {
                throw ClickHouseFaults.NotUtf8();
            }

            _columns[index].Append(value);
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(rows.Read(sizeof(uint))) != SegmentSql.EndOfRow)
        {
            throw ClickHouseFaults.Garbled();
        }
    }
}
