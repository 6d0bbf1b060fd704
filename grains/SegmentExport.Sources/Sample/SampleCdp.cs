using DuckDB.NET.Data;

namespace SegmentExport.Sources.Sample;

/// <summary>
/// A made-up customer data platform to try the product on: the same for the same count, whatever the machine. Every value is a hash of the row's number; nobody in
/// it exists (the numbers, domains and addresses are from ranges that are unassigned or reserved for examples, where there are such).
/// </summary>
public static class SampleCdp
{
    /// <summary>How many users there are by default.</summary>
    public const int DefaultUsers = 200_000;

    /// <summary>Writes the DuckDB file: whole, or not at all.</summary>
    /// <param name="path">The file; replaced where it is there.</param>
    /// <param name="users">How many users, from 1.</param>
    /// <param name="cancellationToken">Ends the work between its steps.</param>
    public static async Task CreateAsync(string path, int users, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(users);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = $"{full}.{Guid.CreateVersion7():N}.tmp";
        try
        {
            await using (var connection = new DuckDBConnection($"Data Source={temporary}"))
            {
                await connection.OpenAsync(cancellationToken);
                foreach (var statement in SampleSql.Statements(users))
                {
                    await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written here.
                    command.CommandText = statement;
#pragma warning restore CA2100
                    await command.ExecuteNonQueryAsync(cancellationToken);
                }
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(temporary + ".wal");
        }
    }
}
