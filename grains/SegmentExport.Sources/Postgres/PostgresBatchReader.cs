using System.Buffers.Binary;
using Apache.Arrow;
using Npgsql;
using SegmentExport.Packaging;
using SegmentExport.Sources.Columns;
using SegmentExport.Sources.Postgres.Columns;

namespace SegmentExport.Sources.Postgres;

/// <summary>Reads the binary format of COPY (PostgreSQL's documentation of the statement says what it is) into Arrow record batches.</summary>
internal sealed class PostgresBatchReader : IRowBatchReader
{
    private const int BatchBytes = 4 << 20;
    private const int ProfileStampBytes = sizeof(int) + sizeof(uint);
    private const int MemberStampBytes = sizeof(int) + sizeof(long);

    private readonly PostgresSession _session;
    private readonly NpgsqlRawCopyStream _stream;
    private readonly CopyBuffer _copy;
    private readonly Action _cancel;
    private readonly string? _stamp;
    private readonly RowStamp _found = new();
    private readonly int _stampFields;
    private bool _hasEnded;

    // A batch lives one longer than promised: whoever has pinned its memory lets go of it only when binding the next.
    private ColumnBuilder[] _columns;
    private ColumnBuilder[] _lastColumns;

    /// <summary>Begins to read; the reader owns the session from then on.</summary>
    /// <param name="session">At the state that is read.</param>
    /// <param name="sql">The query.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="stampFields">How many fields follow them for the <see cref="RowStamp"/>: the profile's version, and the one of its place in a list.</param>
    /// <param name="stamp">What the rows have to add up to; null: anything.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public PostgresBatchReader(PostgresSession session, string sql, IReadOnlyList<ColumnReading> columns, int stampFields, string? stamp, CancellationToken cancellationToken)
    {
        (_session, _stampFields, _stamp, _cancel) = (session, stampFields, stamp, Cancel);
        (_columns, _lastColumns) = (Create(columns), Create(columns));
        Schema = new(columns.Select((column, index) => new Field($"{index}", column.Type, nullable: true)), null);
        _stream = session.Copy(sql, cancellationToken);
        _copy = new(_stream);
    }

    /// <inheritdoc />
    public Schema Schema { get; }

    /// <inheritdoc />
    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_hasEnded)
        {
            return null;
        }

        (_lastColumns, _columns) = (_columns, _lastColumns);
        using var cancel = cancellationToken.Register(_cancel);
        try
        {
            return ReadBatch();
        }
        catch (Exception fault) when (PostgresFaults.IsOfDatabase(fault))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresFaults.Translate(fault);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            if (!_hasEnded)
            {
                // Else the rest of the rows would be fetched to throw them away.
                _stream.Cancel();
            }

            _stream.Dispose();
        }
        catch (Exception fault) when (PostgresFaults.IsOfDatabase(fault))
        {
            // What ended it has been told by Read.
        }

        _session.Dispose();
    }

    private static ColumnBuilder[] Create(IReadOnlyList<ColumnReading> columns) => [.. columns.Select(column => column.CreateBuilder())];

    private RecordBatch? ReadBatch()
    {
        foreach (var column in _columns)
        {
            column.Clear();
        }

        var (rows, begin) = (0, _copy.BytesRead);
        while (rows < ColumnBuilder.MaxRows && _copy.BytesRead - begin < BatchBytes && TryReadRow())
        {
            rows++;
        }

        return rows > 0 ? new(Schema, _columns.Select(column => column.Build()), rows) : null;
    }

    private bool TryReadRow()
    {
        if (_hasEnded)
        {
            return false;
        }

        var fields = _copy.ReadFieldCount();
        if (fields < 0)
        {
            End();
            return false;
        }

        if (fields != _columns.Length + _stampFields)
        {
            throw PostgresFaults.Garbled();
        }

        // A message of the server is a row, so that nearly always all of it is in memory once its beginning is.
        var row = _copy.Ahead(0);
        var at = 0;
        foreach (var column in _columns)
        {
            row = Have(row, at + sizeof(int));
            var length = BinaryPrimitives.ReadInt32BigEndian(row[at..]);
            at += sizeof(int);
            if (length < 0)
            {
                column.AppendNull();
            }
            else
            {
                row = Have(row, at + length);
                column.Append(row.Slice(at, length));
                at += length;
            }
        }

        if (_stampFields > 0)
        {
            // Both always have a value; the transaction is the lower half of the list's.
            var stamps = _stampFields > 1 ? ProfileStampBytes + MemberStampBytes : ProfileStampBytes;
            row = Have(row, at + stamps)[at..];
            _found.Add(BinaryPrimitives.ReadUInt32BigEndian(row[sizeof(int)..]), _stampFields > 1 ? BinaryPrimitives.ReadUInt32BigEndian(row[(stamps - sizeof(int))..]) : 0);
            at += stamps;
        }

        _copy.Skip(at);
        return true;
    }

    private ReadOnlySpan<byte> Have(ReadOnlySpan<byte> row, int length) => (uint)length <= (uint)row.Length ? row : _copy.Ahead(length);

    private void End()
    {
        _copy.ReadEnd();
        _hasEnded = true;
        if (_stamp is not null && _stamp != _found.ToString())
        {
            throw PostgresFaults.Changed();
        }
    }

    private void Cancel()
    {
        try
        {
            _stream.Cancel();
        }
        catch (Exception fault) when (PostgresFaults.IsOfDatabase(fault))
        {
            // It has just ended, or the server is out of reach and the read ends by its own time-out.
        }
    }
}
