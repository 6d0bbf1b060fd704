using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using SegmentExport.Domain.Catalog;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// Makes a DuckDB file of Parquet and CSV files, once for each state of theirs, so that shards can be read by row ranges, which a CSV file does not have.
/// </summary>
/// <param name="definition">The source.</param>
/// <param name="basePath">The folder that relative paths begin at.</param>
/// <param name="workPath">Where the files that are made are kept.</param>
/// <param name="options">How much memory it takes.</param>
internal sealed class FileImport(SourceDefinition definition, string basePath, string workPath, SourceOptions options)
{
    /// <summary>The table that a single glob becomes, whatever the catalog calls it.</summary>
    private const string AnyTable = "*";

    /// <summary>The file that a state becomes: another for each source, each way to find its files and, where any table is made of them, each set of tables.</summary>
    public string PathOf(string version, IEnumerable<string> tables)
    {
        IEnumerable<string> made = definition.Files.ContainsKey(AnyTable) ? tables.Order(StringComparer.Ordinal) : [];
        string[] parts = [definition.Id, .. definition.Files.SelectMany(file => new[] { file.Key, file.Value }), "", .. made, "", version];
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 16));
        return Path.Combine(workPath, "snapshots", $"{name}.duckdb");
    }

    /// <summary>Makes the file of a state where it is not there yet, by this process or another.</summary>
    /// <exception cref="Domain.Errors.PackagingException">The files cannot be read, or are others by now.</exception>
    public void Make(string version, IReadOnlyList<(string Table, FileInfo File)> files, IReadOnlyCollection<string> tables)
    {
        var target = PathOf(version, tables);
        if (File.Exists(target))
        {
            return;
        }

        var temporary = $"{target}.{Guid.CreateVersion7():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Import(temporary, files, tables);
            RequireSame(version);
            File.Move(temporary, target, overwrite: true);
        }
        catch (DuckDBException fault)
        {
            // Where a file changed under the reader, that is why.
            RequireSame(version);
            throw fault.ErrorType is DuckDBErrorType.OutOfMemory or DuckDBErrorType.Io ? DuckDbFaults.Translate(fault.ErrorType, fault) : DuckDbFaults.Unreadable(definition.Id, fault);
        }
        catch (IOException fault)
        {
            throw DuckDbFaults.Translate(DuckDBErrorType.Io, fault);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            if (File.Exists(temporary + ".wal"))
            {
                File.Delete(temporary + ".wal");
            }
        }
    }

    /// <summary>What was read is of no state where a file was written meanwhile.</summary>
    private void RequireSame(string version)
    {
        if (FileFingerprint.Of(FileFingerprint.Find(definition, basePath)) != version)
        {
            throw DuckDbFaults.Written(definition.Id);
        }
    }

    private void Import(string database, IReadOnlyList<(string Table, FileInfo File)> files, IEnumerable<string> tables)
    {
        using var connection = new DuckDBConnection($"Data Source={database}");
        connection.Open();
        Execute(connection, "SET threads = 1");
        Execute(connection, $"SET memory_limit = '{options.MemoryLimitMiB}MiB'");
        Execute(connection, $"SET temp_directory = {SqlText.Text(database + ".spill")}");
        foreach (var group in files.GroupBy(file => file.Table))
        {
            var list = string.Join(", ", group.Select(file => SqlText.Text(file.File.FullName)));
            var read = group.All(file => IsParquet(file.File)) ? $"read_parquet([{list}], union_by_name = true)" : $"read_csv([{list}], union_by_name = true, sample_size = -1)";
            foreach (var table in group.Key == AnyTable ? tables : [group.Key])
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
