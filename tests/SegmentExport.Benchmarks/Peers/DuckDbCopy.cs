using System.Diagnostics;
using System.IO.Compression;
using DuckDB.NET.Data;
using SegmentExport.Benchmarks.Cases;
using SegmentExport.Benchmarks.Runs;
using SegmentExport.Benchmarks.Sample;

namespace SegmentExport.Benchmarks.Peers;

/// <summary>DuckDB's own <c>COPY</c> of the masked query.</summary>
/// <param name="options">The statement's options.</param>
/// <param name="extension">The file's extension.</param>
/// <param name="read">A table function that reads such a file back, for its path.</param>
internal sealed class DuckDbCopy(string options, string extension, Func<string, string> read) : IPeer
{
    /// <summary>A CSV file.</summary>
    /// <param name="compression">DuckDB's name of it.</param>
    /// <param name="extension">The file's extension.</param>
    public static DuckDbCopy Csv(string compression, string extension) =>
        new($"FORMAT csv, HEADER, COMPRESSION {compression}", extension, path => ReadCsv(path, compression));

    /// <summary>A Parquet file, compressed with Zstandard.</summary>
    public static DuckDbCopy Parquet() => new("FORMAT parquet, COMPRESSION zstd", ".parquet", ReadParquet);

    /// <inheritdoc />
    public PeerFile Write(string database, string folder, int threads, long? rows)
    {
        using var connection = new DuckDBConnection($"Data Source={database};ACCESS_MODE=READ_ONLY");
        connection.Open();
        Execute(connection, $"SET threads = {threads}");
        var path = PathOf(folder);
        var clock = Stopwatch.StartNew();
        Execute(connection, $"COPY ({SampleExport.Sql(rows)}) TO '{path}' ({options})");
        return new(clock.Elapsed, new FileInfo(path).Length);
    }

    /// <inheritdoc />
    public void Compare(PackagingCase benchmark, string ours, string theirs, long rows)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        var differs = string.Join(" OR ", SampleExport.Query.Columns.Select(column => column.Field.Value == SampleExport.HashedField
            ? $"(a.{column.Field} IS NULL) <> (b.{column.Field} IS NULL) OR length(a.{column.Field}) <> 64"
            : $"a.{column.Field} IS DISTINCT FROM b.{column.Field}"));
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT count(*), count(*) FILTER ({differs}) FROM {read(ExportRun.FileOf(benchmark, ours))} AS a POSITIONAL JOIN {read(PathOf(theirs))} AS b";
        using var result = command.ExecuteReader();
        _ = result.Read();
        var (found, different) = (result.GetInt64(0), result.GetInt64(1));
        if (found != rows || different != 0)
        {
            throw new InvalidDataException($"{benchmark.Name}: {different} of {found} rows differ from the peer's; {rows} rows were to be written.");
        }
    }

    private static string ReadCsv(string path, string compression)
    {
        var columns = string.Join(", ", SampleExport.Query.Columns.Select(column => $"'{column.Field}': 'VARCHAR'"));
        return $"read_csv('{path}', auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, parallel = false, compression = '{compression}', columns = {{{columns}}})";
    }

    // Ours is a zip of several: they are read in the order of their names.
    private static string ReadParquet(string path)
    {
        if (!path.EndsWith(".zip", StringComparison.Ordinal))
        {
            return $"read_parquet('{path}')";
        }

        var files = path[..^".zip".Length];
        ZipFile.ExtractToDirectory(path, files);
        return $"read_parquet('{files}/*.parquet')";
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string PathOf(string folder) => Path.Combine(folder, "peer" + extension);
}
