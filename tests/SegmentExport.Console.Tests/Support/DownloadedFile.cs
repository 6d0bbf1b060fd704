using System.IO.Compression;

namespace SegmentExport.WebConsole.Tests.Support;

/// <summary>A file that the browser has stored.</summary>
internal static class DownloadedFile
{
    /// <summary>Reads the lines of a CSV file, gzip or plain.</summary>
    public static async Task<string[]> ReadLinesAsync(IDownload download)
    {
        await using var stored = File.OpenRead(await download.PathAsync());
        await using Stream text = download.SuggestedFilename.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stored, CompressionMode.Decompress) : stored;
        using var reader = new StreamReader(text);
        return (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The file has this header and at least so many rows, each with as many cells.</summary>
    public static async Task AssertAsync(IDownload download, string header, int minRows)
    {
        var lines = await ReadLinesAsync(download);
        Assert.Equal(header, lines[0].TrimStart('\uFEFF'));
        Assert.True(lines.Length > minRows, $"{lines.Length} lines");
        Assert.All(lines[1..], line => Assert.Equal(header.Count(letter => letter == ','), line.Count(letter => letter == ',')));
    }
}
