using SegmentExport.Client.Http;

namespace SegmentExport.Client.Downloads;

/// <summary>What a side file remembers of a download that is not at its end.</summary>
/// <param name="Tag">Which bytes.</param>
/// <param name="Bounds">Where its chunks begin, and its end.</param>
/// <param name="Done">Of each chunk, how many are on the disk.</param>
internal sealed record DownloadState(string Tag, IReadOnlyList<long> Bounds, IReadOnlyList<long> Done)
{
    /// <summary>Reads a side file; null where there is none, or it is none.</summary>
    public static async Task<DownloadState?> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path, cancellation), ClientJson.Default.DownloadState);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Where a side file is until it is whole.</summary>
    public static string NextOf(string path) => path + "~";

    /// <summary>Writes a side file, whole or not at all.</summary>
    public void Write(string path)
    {
        var next = NextOf(path);
        File.WriteAllBytes(next, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, ClientJson.Default.DownloadState));
        File.Move(next, path, overwrite: true);
    }
}
