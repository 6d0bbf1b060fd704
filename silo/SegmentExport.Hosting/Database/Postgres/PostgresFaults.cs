using System.Net.Sockets;
using Npgsql;

namespace SegmentExport.Hosting.Database.Postgres;

/// <summary>Says in one line why the database cannot be used, and what to do. Never with a password, and never with the library's own text.</summary>
internal static class PostgresFaults
{
    /// <summary>The refusal that follows from a fault.</summary>
    /// <param name="fault">What the library threw.</param>
    /// <param name="database">The data source; its connection string has no password.</param>
    public static DatabaseSchemaException Explain(Exception fault, NpgsqlDataSource database)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var server = $"PostgreSQL at {target.Host}:{target.Port}";
        return new(
            fault switch
            {
                PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                    $"{server} does not let the role '{target.Username}' in. Correct Username and Password of the connection string, or the server's pg_hba.conf.",
                PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                    $"{server} has no database '{target.Database}'. Create it, or correct Database of the connection string.",
                PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
                    $"The role '{target.Username}' lacks rights in the database '{target.Database}'. Run 'SegmentExport.Silo migrate' with SegmentExport:Migration:SiloRole={target.Username}.",
                PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
                    $"{server} takes no more connections. Raise its max_connections, or lower Maximum Pool Size of the connection strings.",
                PostgresException server42 => $"{server} refused a statement (SQLSTATE {server42.SqlState}). Its log says why.",
                _ when fault.GetBaseException() is SocketException socket =>
                    $"{server} cannot be reached ({socket.SocketErrorCode}). Start it, or correct Host and Port of the connection string.",
                _ => $"{server} does not answer ({fault.GetBaseException().GetType().Name}). Start it, or correct the connection string.",
            },
            fault);
    }
}
