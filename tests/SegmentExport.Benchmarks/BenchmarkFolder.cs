using System.Security.Cryptography;
using System.Text;
using SegmentExport.Sources.Sample;

namespace SegmentExport.Benchmarks;

/// <summary>The folder in which samples are kept and cases write.</summary>
/// <param name="path">Made where it is not there.</param>
internal sealed class BenchmarkFolder(string path)
{
    private readonly string _path = Path.GetFullPath(path);

    /// <summary>The sample of so many rows; made when it is first asked for.</summary>
    public async Task<string> SampleAsync(int rows, CancellationToken cancellationToken)
    {
        // A changed generator makes another sample.
        var recipe = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(SampleSql.Statements(rows)))).AsSpan(0, 4));
        var database = Path.Combine(_path, $"sample-{rows}-{recipe}.duckdb");
        if (!File.Exists(database))
        {
            await SampleCdp.CreateAsync(database, rows, cancellationToken);
        }

        return database;
    }

    /// <summary>An empty folder of that name, for one run.</summary>
    public string Fresh(string name)
    {
        var folder = Path.Combine(_path, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Deletes what a run left.</summary>
    public void Clear(string name) => Directory.Delete(Fresh(name));
}
