using DuckDB.NET.Data;
using SegmentExport.Domain.Catalog;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// Makes a DuckDB file of Parquet and CSV files, once for each state of theirs, so that shards can be read by row ranges, which a CSV file does not have.
/// </summary>
internal static class FileImport
{
    /// <summary>The table that a single glob becomes, whatever the catalog calls it.</summary>
    private const string AnyTable = "*";

    /// <summary>The imported file of a state; null where there is none.</summary>
    public static string? Find(string version, string workPath) => PathOf(version, workPath) is var path && File.Exists(path) ? path : null;

    /// <summary>The imported file of a state; made where it is not there yet, by this process or another.</summary>
    public static string Open(SourceDefinition definition, string version, IReadOnlyList<(string Table, FileInfo File)> files, IEnumerable<string> tables, string workPath, SourceOptions options)
    {
        var target = PathOf(version, workPath);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(target)!).FullName;
        if (File.Exists(target))
        {
            return target;
        }

        var temporary = Path.Combine(folder, $"{version}.{Guid.CreateVersion7():N}.tmp");
        try
        {
            Import(temporary, files, tables, options);
            File.Move(temporary, target, overwrite: true);
            return target;
        }
        catch (DuckDBException fault)
        {
            throw DuckDbFaults.Unreadable(definition.Id, fault);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(temporary + ".wal");
        }
    }

    private static string PathOf(string version, string workPath) => Path.Combine(workPath, "snapshots", $"{version}.duckdb");

    private static void Import(string database, IReadOnlyList<(string Table, FileInfo File)> files, IEnumerable<string> tables, SourceOptions options)
    {
        using var connection = new DuckDBConnection($"Data Source={database}");
        connection.Open();
        Execute(connection, $"SET memory_limit = '{options.MemoryLimitMiB}MiB'");
        Execute(connection, $"SET temp_directory = {SqlText.Text(database + ".spill")}");
        foreach (var group in files.GroupBy(file => file.Table))
        {
            var list = string.Join(", ", group.Select(file => SqlText.Text(file.File.FullName)));
            var read = group.All(file => IsParquet(file.File)) ? $"read_parquet([{list}], union_by_name = true)" : $"read_csv([{list}], union_by_name = true, sample_size = -1)";
            foreach (var table in group.Key == AnyTable ? tables.Distinct(StringComparer.Ordinal) : [group.Key])
            {
                Execute(connection, $"CREATE TABLE {SqlText.Table(table)} AS SELECT * FROM {read}");
            }
        }
    }

    private static bool IsParquet(FileInfo file) => file.Extension.Equals(".parquet", StringComparison.OrdinalIgnoreCase);

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names and paths come from the operator's catalog and are quoted.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
