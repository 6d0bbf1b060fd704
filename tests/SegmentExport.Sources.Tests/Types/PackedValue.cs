using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using SegmentExport.Domain.Exports;
using SegmentExport.Packaging;

namespace SegmentExport.Sources.Tests.Types;

/// <summary>What one value of a source becomes in each format, read back out of what was packed.</summary>
internal static partial class PackedValue
{
    /// <summary>Packs the one row of a query of one column, and reads it back: CSV, JSON lines, XLSX, Parquet.</summary>
    public static async Task<string[]> InEveryFormatAsync(ISegmentSource source, ExportQuery query)
    {
        var csv = await PackTextAsync(source, query, ExportFormat.Csv);
        var json = await PackTextAsync(source, query, ExportFormat.Jsonl);
        var sheet = await PackTextAsync(source, query, ExportFormat.Xlsx);
        return [csv.TrimEnd('\n', '\r'), json[(json.IndexOf(':', StringComparison.Ordinal) + 1)..json.LastIndexOf('}')], Cell(sheet), await ParquetAsync(source, query)];
    }

    private static async Task<string> PackTextAsync(ISegmentSource source, ExportQuery query, ExportFormat format)
    {
        using var inflated = new DeflateStream(new MemoryStream(await PackAsync(source, query, format)), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            for (var read = inflated.Read(buffer); read > 0; read = inflated.Read(buffer))
            {
                text.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // A fragment has no final block: all of it has come by then.
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static async Task<byte[]> PackAsync(ISegmentSource source, ExportQuery query, ExportFormat format)
    {
        var plan = await source.PlanAsync(query, new(), CancellationToken.None);
        using var reader = await source.OpenAsync(query, plan.SourceVersion, Assert.Single(plan.Shards), CancellationToken.None);
        using var part = new MemoryStream();
        var options = FormatOptions.Default with { Compression = format == ExportFormat.Parquet ? PartCompression.None : PartCompression.Deflate };
        ShardPacker.Pack(new() { Shard = plan.Shards[0], Columns = query.Columns, Format = format, Options = options, HashKey = default }, reader, part, CancellationToken.None);
        return part.ToArray();
    }

    private static string Cell(string rows)
    {
        if (CellOfRow().Match(rows) is not { Success: true } cell)
        {
            return "no cell";
        }

        var (kind, text) = (Kind().Match(cell.Groups["attributes"].Value).Groups[1].Value, System.Net.WebUtility.HtmlDecode(Tags().Replace(cell.Groups["content"].Value, "")));
        return $"{(kind switch { "b" => "boolean", "" or "n" => "number", _ => "text" })} {text}";
    }

    private static async Task<string> ParquetAsync(ISegmentSource source, ExportQuery query)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await PackAsync(source, query, ExportFormat.Parquet));
            await using var connection = new DuckDBConnection("Data Source=:memory:");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"SET TimeZone = 'UTC'; SELECT typeof(COLUMNS(*)) FROM read_parquet('{path}')";
            var type = (string)(await command.ExecuteScalarAsync())!;
            command.CommandText = $"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('{path}')";
            var value = await command.ExecuteScalarAsync();
            return $"{type} {(value is DBNull ? "null" : value)}";
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Row 1 is the header.
    [GeneratedRegex("""<c r="A2"(?<attributes>[^>]*)>(?<content>.*?)</c>""", RegexOptions.Singleline)]
    private static partial Regex CellOfRow();

    [GeneratedRegex(" t=\"(\\w+)\"")]
    private static partial Regex Kind();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
