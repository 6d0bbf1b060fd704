using System.Diagnostics;
using Npgsql;

namespace SegmentExport.TestKit.Postgres;

/// <summary>PostgreSQL's own backup of a database, by the commands of docs/operations.md.</summary>
public static class PostgresBackup
{
    private const string Keys = "segment_export.artifact_key";

    /// <summary>Writes the product's schema to a file, without the members of the cluster that runs on it and without the keys of files.</summary>
    /// <param name="owner">The connection string of the schema's owner.</param>
    /// <param name="file">The file.</param>
    public static Task DumpAsync(string owner, string file) =>
        RunAsync("pg_dump", owner, ["--format=custom", "--schema=segment_export", "--exclude-table-data=segment_export.orleansmembership*", $"--exclude-table-data={Keys}", $"--file={file}"]);

    /// <summary>Writes all that a database holds to a file, as statements.</summary>
    /// <param name="superuser">The connection string of who may read it all.</param>
    /// <param name="file">The file.</param>
    public static Task DumpAllAsync(string superuser, string file) => RunAsync("pg_dump", superuser, ["--format=plain", $"--file={file}"]);

    /// <summary>Writes the keys of files to a file of their own, in the place of an older one.</summary>
    public static Task DumpKeysAsync(string owner, string file) => RunAsync("pg_dump", owner, ["--format=custom", "--data-only", $"--table={Keys}", $"--file={file}"]);

    /// <summary>Reads the keys of files into a restored database.</summary>
    public static Task RestoreKeysAsync(string owner, string file) =>
        RunAsync("pg_restore", owner, ["--data-only", "--single-transaction", "--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(owner).Database}", file]);

    /// <summary>Reads it into an empty database.</summary>
    /// <param name="owner">The connection string of who will own the schema.</param>
    /// <param name="file">The file.</param>
    public static Task RestoreAsync(string owner, string file) =>
        RunAsync("pg_restore", owner, ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(owner).Database}", file]);

    private static async Task RunAsync(string program, string connectionString, string[] arguments)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Path.Combine(PostgresBinaries.Require(), program), arguments) { RedirectStandardError = true };
        (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"]) = (connection.Host, $"{connection.Port}", connection.Username);
        (start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) = (connection.Password, connection.Database);
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}:\n{error}");
        }
    }
}
