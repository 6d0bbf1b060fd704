using System.IO.Compression;
using DuckDB.NET.Data;
using SegmentExport.TestKit.Data;

namespace SegmentExport.TestKit.Secrets;

/// <summary>What is packed in a file of any container: a zip's entries, the rows of a Parquet file, what gzip and Zstandard have compressed.</summary>
public static class Unpacked
{
    /// <summary>Everything in a file, level by level; nothing for a file that packs nothing.</summary>
    public static async IAsyncEnumerable<byte[]> ReadAsync(byte[] file)
    {
        if (file.AsSpan().StartsWith("PK"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            foreach (var entry in zip.Entries)
            {
                yield return await InflateAsync(await entry.OpenAsync());
                if (entry.Name.EndsWith(".parquet", StringComparison.Ordinal))
                {
                    yield return await ReadParquetAsync(entry);
                }
            }
        }
        else if (file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            yield return await InflateAsync(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        }
        else if (file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
        {
            yield return await InflateAsync(new ZstdSharp.DecompressionStream(new MemoryStream(file)));
        }
    }

    private static async Task<byte[]> InflateAsync(Stream packed)
    {
        await using (packed)
        {
            using var plain = new MemoryStream();
            await packed.CopyToAsync(plain);
            return plain.ToArray();
        }
    }

    private static async Task<byte[]> ReadParquetAsync(ZipArchiveEntry entry)
    {
        using var folder = new TempDataFolder();
        var (parquet, csv) = (folder.Combine("a.parquet"), folder.Combine("a.csv"));
        await entry.ExtractToFileAsync(parquet);
        await using var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"COPY (FROM read_parquet('{parquet}')) TO '{csv}'";
        _ = await command.ExecuteNonQueryAsync();
        return await File.ReadAllBytesAsync(csv);
    }
}
