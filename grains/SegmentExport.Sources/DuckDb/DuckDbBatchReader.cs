using Apache.Arrow;
using Apache.Arrow.C;
using DuckDB.NET.Native;
using SegmentExport.Packaging;
using ArrowCalls = DuckDB.NET.Native.NativeMethods.Arrow;
using QueryCalls = DuckDB.NET.Native.NativeMethods.Query;

namespace SegmentExport.Sources.DuckDb;

/// <summary>Streams a query's chunks as Arrow record batches, through the C data interface: the values are DuckDB's own memory, not copies.</summary>
internal sealed unsafe class DuckDbBatchReader : IRowBatchReader
{
    private readonly IDisposable _owner;
    private readonly DuckDbSession _session;
    private readonly DuckDBPreparedStatement _statement;
    private readonly DuckDBArrowOptions _options;
    private readonly Action _interrupt;
    private DuckDBResult _result;
    private bool _hasEnded;

    // A batch lives one longer than promised: whoever has pinned its memory lets go of it only when binding the next.
    private ChunkView _chunk;
    private ChunkView _lastChunk;

    private DuckDbBatchReader(
        IDisposable owner, DuckDbSession session, DuckDBPreparedStatement statement, DuckDBResult result, DuckDBArrowOptions options, Schema schema)
    {
        (_owner, _session, _statement, _result, _options, Schema) = (owner, session, statement, result, options, schema);
        (_chunk, _lastChunk, _interrupt) = (new(schema), new(schema), session.Native.Interrupt);
    }

    /// <inheritdoc />
    public Schema Schema { get; }

    /// <summary>Begins a query.</summary>
    /// <param name="owner">Disposed with the reader: what keeps the snapshot open.</param>
    /// <param name="session">A connection of the reader's own; disposed with it.</param>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters, all texts.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    public static DuckDbBatchReader Open(
        IDisposable owner, DuckDbSession session, string sql, IReadOnlyList<object> parameters, CancellationToken cancellationToken)
    {
        using var interrupt = cancellationToken.Register(session.Native.Interrupt);
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(session.Native, sql, out var statement);
        try
        {
            // A statement that cannot be prepared names what is not there; DuckDB gives no code for it.
            if (state != DuckDBState.Success)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw DuckDbFaults.Translate(DuckDBErrorType.Binder, null);
            }

            for (var i = 0; i < parameters.Count; i++)
            {
                NativeMethods.PreparedStatements.DuckDBBindVarchar(statement, i + 1, (string)parameters[i]);
            }

            var executed = NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result);
            if (executed != DuckDBState.Success)
            {
                var type = QueryCalls.DuckDBResultErrorType(ref result);
                result.Close();
                cancellationToken.ThrowIfCancellationRequested();
                throw DuckDbFaults.Translate(type, null);
            }

            var options = ArrowCalls.DuckDBResultGetArrowOptions(ref result);
            return new(owner, session, statement, result, options, ReadSchema(ref result, options));
        }
        catch
        {
            session.Spend();
            statement.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (_lastChunk, _chunk) = (_chunk, _lastChunk);
        using var interrupt = cancellationToken.Register(_interrupt);
        var chunk = ChunkCalls.Fetch(_result);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (chunk == 0)
            {
                // The end, or a fault in the middle: only the result knows.
                var error = QueryCalls.DuckDBResultErrorType(ref _result);
                _hasEnded = error == DuckDBErrorType.Invalid;
                return _hasEnded ? null : throw DuckDbFaults.Translate(error, null);
            }

            return ChunkCalls.TryConvert(_options, chunk, _chunk.Next()) ? _chunk.View() : throw DuckDbFaults.Translate(DuckDBErrorType.InvalidType, null);
        }
        finally
        {
            ChunkCalls.Destroy(ref chunk);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lastChunk.Dispose();
        _chunk.Dispose();
        _options.Dispose();
        _result.Close();
        _statement.Dispose();
        if (!_hasEnded)
        {
            _session.Spend();
        }

        _session.Dispose();
        _owner.Dispose();
    }

    private static Schema ReadSchema(ref DuckDBResult result, DuckDBArrowOptions options)
    {
        var count = (int)QueryCalls.DuckDBColumnCount(ref result);
        var types = new DuckDBLogicalType[count];
        var (handles, names) = (new IntPtr[count], new IntPtr[count]);
        var schema = CArrowSchema.Create();
        try
        {
            for (var i = 0; i < count; i++)
            {
                types[i] = QueryCalls.DuckDBColumnLogicalType(ref result, i);
                handles[i] = types[i].DangerousGetHandle();
                names[i] = System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8(QueryCalls.DuckDBColumnName(ref result, i));
            }

            fixed (IntPtr* typePointers = handles)
            fixed (IntPtr* namePointers = names)
            {
                using var fault = ArrowCalls.DuckDBToArrowSchema(options, (IntPtr)typePointers, (IntPtr)namePointers, (ulong)count, (IntPtr)schema);
                return fault is { IsInvalid: false, HasError: true }
                    ? throw DuckDbFaults.Translate(DuckDBErrorType.InvalidType, null)
                    : CArrowSchemaImporter.ImportSchema(schema);
            }
        }
        finally
        {
            CArrowSchema.Free(schema);
            foreach (var name in names)
            {
                System.Runtime.InteropServices.Marshal.FreeCoTaskMem(name);
            }

            foreach (var type in types)
            {
                type?.Dispose();
            }
        }
    }
}
