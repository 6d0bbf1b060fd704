using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace SegmentExport.Sources.DuckDb;

/// <summary>One connection of an instance, for one query at a time. A cancellation interrupts what it is doing.</summary>
internal sealed class DuckDbSession : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly DuckDbSnapshot? _snapshot;
    private bool _isSpent;

    /// <summary>Opens a connection of its own to the instance of another one.</summary>
    /// <param name="instance">The other one.</param>
    /// <param name="snapshot">Gets it back to lend it again; null: it is closed when it is disposed.</param>
    public DuckDbSession(DuckDBConnection instance, DuckDbSnapshot? snapshot = null)
    {
        _snapshot = snapshot;
        _connection = instance.Duplicate();
        _connection.Open();
    }

    /// <summary>The native connection, for what ADO.NET has no words for.</summary>
    public DuckDBNativeConnection Native => _connection.NativeConnection;

    /// <summary>Runs a statement.</summary>
    public void Execute(string sql, IReadOnlyList<object> parameters, CancellationToken cancellationToken) =>
        Run(sql, parameters, command => command.ExecuteNonQuery(), cancellationToken);

    /// <summary>Runs a query that gives one value.</summary>
    public T Scalar<T>(string sql, IReadOnlyList<object> parameters, CancellationToken cancellationToken) =>
        Run(sql, parameters, command => (T)Convert.ChangeType(command.ExecuteScalar()!, typeof(T)), cancellationToken);

    /// <summary>Runs a query and hands each of its rows on.</summary>
    public void ForEach(string sql, IReadOnlyList<object> parameters, Action<DuckDBDataReader> row, CancellationToken cancellationToken) =>
        Run(sql, parameters, command =>
        {
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                row(rows);
            }

            return 0;
        }, cancellationToken);

    /// <summary>It is not lent again: something of what it did may be left on it.</summary>
    public void Spend() => _isSpent = true;

    /// <summary>Ends the use of it.</summary>
    public void Dispose()
    {
        if (_isSpent || _snapshot?.TryTakeBack(this) != true)
        {
            _connection.Dispose();
        }
    }

    private T Run<T>(string sql, IReadOnlyList<object> parameters, Func<DuckDBCommand, T> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the operator's catalog and are quoted; what callers send is bound below.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(parameter));
        }

        using var interrupt = cancellationToken.Register(Native.Interrupt);
        try
        {
            return run(command);
        }
        catch (DuckDBException fault)
        {
            Spend();
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckDbFaults.Translate(DuckDbFaults.TypeOf(fault), fault);
        }
    }
}
