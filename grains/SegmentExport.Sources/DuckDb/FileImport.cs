using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using SegmentExport.Domain.Catalog;
using SegmentExport.Sources.Files;

namespace SegmentExport.Sources.DuckDb;

/// <summary>
/// Makes a DuckDB file of Parquet and CSV files, once for each state of theirs, so that shards can be read by row ranges, which a CSV file does not have.
/// </summary>
/// <param name="definition">The source.</param>
/// <param name="files">Its files.</param>
/// <param name="folder">Where the files that are made are kept.</param>
/// <param name="options">How much memory it takes.</param>
internal sealed class FileImport(SourceDefinition definition, ISourceFiles files, SnapshotFolder folder, SourceOptions options)
{
    /// <summary>Which rules files are taken over by. One more whenever the same files become other columns or rows: a task's file is of one state, and silos that import by different rules have different ones.</summary>
    public const int Rules = 2;

    /// <summary>The table that a single glob becomes, whatever the catalog calls it.</summary>
    private const string AnyTable = "*";

    // Of each compressed file a buffer stays in memory until all are read. It has room for the longest line that DuckDB reads.
    private const string CompressedBuffer = ", buffer_size = 2097152";

    /// <summary>The file that a state becomes: another for each source, each way to find its files and, where any table is made of them, each set of tables.</summary>
    public string PathOf(string version, IEnumerable<string> tables)
    {
        IEnumerable<string> made = definition.Files.ContainsKey(AnyTable) ? tables.Order(StringComparer.Ordinal) : [];
        string[] parts = [definition.Id, .. definition.Files.SelectMany(file => new[] { file.Key, file.Value }), "", .. made];
        return folder.PathOf(version, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 16)));
    }

    /// <summary>Makes the file of a state where it is not there yet, by this process or another.</summary>
    /// <exception cref="Domain.Errors.PackagingException">The files cannot be read, or are others by now.</exception>
    public async ValueTask MakeAsync(FileState state, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        var target = PathOf(state.Version, tables);
        using var making = folder.HoldMaking(target);
        if (File.Exists(target))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await folder.MakeRoomAsync(definition.Id, target, state.Length, cancellationToken);

            // Under a name of its own alone: what an attempt that ends early has brought is gone on with.
            var copies = $"{target}.objects";
            var paths = await files.BringAsync(state, copies, cancellationToken);
            try
            {
                Make(state, target, paths, tables);
            }
            finally
            {
                if (Directory.Exists(copies))
                {
                    Directory.Delete(copies, recursive: true);
                }
            }
        }
        catch (IOException fault)
        {
            throw DuckDbFaults.Translate(DuckDBErrorType.Io, fault);
        }
    }

    private void Make(FileState state, string target, IReadOnlyList<(string Table, string Path)> paths, IReadOnlyCollection<string> tables)
    {
        var temporary = $"{target}.{Guid.CreateVersion7():N}.tmp";
        try
        {
            Import(temporary, paths, tables);
            files.RequireUnchanged(state);
            File.Move(temporary, target, overwrite: true);
        }
        catch (DuckDBException fault)
        {
            // Where a file changed under the reader, that is why.
            files.RequireUnchanged(state);
            throw DuckDbFaults.TypeOf(fault) is DuckDBErrorType.OutOfMemory or DuckDBErrorType.Io
                ? DuckDbFaults.Translate(DuckDBErrorType.OutOfMemory, fault)
                : DuckDbFaults.Unreadable(definition.Id, fault);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete($"{temporary}.wal");
        }
    }

    private void Import(string database, IReadOnlyList<(string Table, string Path)> paths, IReadOnlyCollection<string> tables)
    {
        using var connection = new DuckDBConnection($"Data Source={database}");
        connection.Open();
        Execute(connection, "SET threads = 1");
        Execute(connection, $"SET memory_limit = '{options.MemoryLimitMiB}MiB'");
        Execute(connection, $"SET temp_directory = {SqlText.Text(database + ".spill")}");
        foreach (var group in paths.GroupBy(file => file.Table, file => file.Path))
        {
            foreach (var table in (group.Key == AnyTable ? tables : [group.Key]).Select(SqlText.Table))
            {
                Create(connection, table, [.. group]);
            }
        }
    }

    private void Create(DuckDBConnection connection, string table, string[] paths)
    {
        var folders = PartitionFolders.Find(paths);
        var (list, types) = (string.Join(", ", paths.Select(SqlText.Text)), FolderTypes(connection, folders));
        if (paths.All(IsParquet))
        {
            Execute(connection, $"CREATE TABLE {table} AS SELECT * FROM read_parquet([{list}], union_by_name = true{types})");
            return;
        }

        if (paths.Any(IsParquet))
        {
            throw DuckDbFaults.TwoKinds(definition.Id);
        }

        Execute(connection, $"CREATE TABLE {table} AS SELECT * FROM {ReadCsv([])}");
        if (CsvNumbers.FindLossy(connection, table, folders.ContainsKey, ReadCsv) is { Count: > 0 } texts)
        {
            // The room of the first is taken for the second.
            Execute(connection, $"DROP TABLE {table}");
            Execute(connection, "CHECKPOINT");
            Execute(connection, $"CREATE TABLE {table} AS SELECT * FROM {ReadCsv(texts)}");
        }

        // All of each file is looked at each time: what the first lines say of its delimiters and dates may be wrong.
        string ReadCsv(IReadOnlyCollection<string> texts) => $"read_csv([{list}], union_by_name = true, sample_size = -1{types}{TypesOption("types", texts)}{(paths.Any(IsCompressed) ? CompressedBuffer : "")})";
    }

    /// <summary>Has values of folders be texts where they look like a whole number and are written otherwise: <c>region=021</c>.</summary>
    private static string FolderTypes(DuckDBConnection connection, IReadOnlyDictionary<string, IReadOnlyCollection<string>> folders)
    {
        var texts = folders.Where(column => IsLossy(column.Value)).Select(column => column.Key).ToList();
        return TypesOption("hive_types", texts);

        bool IsLossy(IEnumerable<string> values)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Quoted.
            command.CommandText = $"SELECT coalesce(bool_or({CsvNumbers.IsWrittenOtherwise("value")}), false) FROM (SELECT unnest([{string.Join(", ", values.Select(SqlText.Text))}]) AS value)";
#pragma warning restore CA2100
            return (bool)command.ExecuteScalar()!;
        }
    }

    private static string TypesOption(string option, IReadOnlyCollection<string> texts) => texts.Count == 0 ? "" : $", {option} = {{{string.Join(", ", texts.Select(column => $"{SqlText.Text(column)}: 'VARCHAR'"))}}}";

    private static bool IsCompressed(string path) => Path.GetExtension(path).ToUpperInvariant() is ".GZ" or ".ZST";

    private static bool IsParquet(string path) => Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase);

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names and paths come from the operator's catalog and are quoted.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
