using System.Data;
using Npgsql;

namespace SegmentExport.Sources.Postgres;

/// <summary>One read-only transaction at one state of the database, on a connection of its own, for one query at a time. A cancellation ends what it is doing.</summary>
internal sealed class PostgresSession : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresSession(NpgsqlConnection connection) =>
        (_connection, _transaction) = (connection, connection.BeginTransaction(IsolationLevel.RepeatableRead));

    /// <summary>Connects.</summary>
    /// <exception cref="Domain.Errors.PackagingException">The database is out of reach.</exception>
    public static PostgresSession Open(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NpgsqlConnection? connection = null;
        try
        {
            connection = database.OpenConnection();
            return new(connection);
        }
        catch (Exception fault) when (PostgresFaults.IsOfDatabase(fault))
        {
            connection?.Dispose();
            throw PostgresFaults.Translate(fault);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Makes values known to the statements that follow, as <c>current_setting('segment_export.…')</c>: a COPY takes no parameters, and nothing is written into a statement.</summary>
    public void Bind(IReadOnlyList<(string Name, string Value)> values, CancellationToken cancellationToken)
    {
        if (values.Count > 0)
        {
            var calls = values.Select((value, i) => $"set_config('{SessionValue.Prefix}{value.Name}', ${i + 1}, true)");
            ForEach($"SELECT {string.Join(", ", calls)}", [.. values.Select(value => value.Value)], _ => { }, cancellationToken);
        }
    }

    /// <summary>Runs a query that gives one value.</summary>
    public T Scalar<T>(string sql, CancellationToken cancellationToken) => Run(sql, [], command => (T)command.ExecuteScalar()!, cancellationToken);

    /// <summary>Runs a query and hands each of its rows on.</summary>
    public void ForEach(string sql, IReadOnlyList<string> parameters, Action<NpgsqlDataReader> row, CancellationToken cancellationToken) =>
        Run(sql, parameters, command =>
        {
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                row(rows);
            }

            return 0;
        }, cancellationToken);

    /// <summary>Begins to read a query's rows in the binary format of COPY.</summary>
    /// <returns>The stream; the caller disposes it, while this is open.</returns>
    public NpgsqlRawCopyStream Copy(string query, CancellationToken cancellationToken) =>
        Translating(() => _connection.BeginRawBinaryCopy($"COPY ({query}) TO STDOUT (FORMAT BINARY)"), cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            _transaction.Dispose();
        }
        catch (Exception fault) when (PostgresFaults.IsOfDatabase(fault) || fault is InvalidOperationException)
        {
            // A connection that broke has no transaction to end; the pool throws it away.
        }

        _connection.Dispose();
    }

    private T Run<T>(string sql, IReadOnlyList<string> parameters, Func<NpgsqlCommand, T> run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Names and conditions come from the operator's catalog; names are quoted, and what callers send is bound.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        using var cancel = cancellationToken.Register(command.Cancel);
        return Translating(() => run(command), cancellationToken);
    }

    private static T Translating<T>(Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return call();
        }
        catch (Exception fault) when (PostgresFaults.IsOfDatabase(fault))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresFaults.Translate(fault);
        }
    }
}
