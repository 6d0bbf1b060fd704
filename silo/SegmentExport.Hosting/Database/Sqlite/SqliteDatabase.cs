using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SegmentExport.Hosting.Database.Sqlite;

/// <summary>The embedded database: one SQLite file, written ahead (WAL) and synced at every commit, so that what was acknowledged survives a power cut.</summary>
internal sealed class SqliteDatabase : DbDataSource
{
    // Per connection. FULL syncs the log at each commit; the wait is SQLite's own, which looks again within milliseconds.
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON;";

    public SqliteDatabase(string path)
    {
        FilePath = path;
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
    }

    public string FilePath { get; }

    public override string ConnectionString { get; }

    /// <summary>A connection with the settings; the caller disposes it.</summary>
    public new SqliteConnection OpenConnection() => (SqliteConnection)OpenDbConnection();

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The library works synchronously under its asynchronous names.
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ClosePooled();
        }

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        ClosePooled();
        return base.DisposeAsyncCore();
    }

    private void ClosePooled()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
