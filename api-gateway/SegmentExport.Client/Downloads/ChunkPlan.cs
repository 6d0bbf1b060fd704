using SegmentExport.Client.Contracts;

namespace SegmentExport.Client.Downloads;

/// <summary>Where a file is cut into chunks, which workers fetch in runs. Each run is a request, and each request a row of the audit, so they are neither small nor many.</summary>
internal static class ChunkPlan
{
    private const long MostChunks = 64;

    /// <summary>Anywhere: chunks of one size.</summary>
    /// <param name="length">Bytes of the file.</param>
    /// <param name="smallest">A chunk has as many at least.</param>
    /// <returns>The bounds, from 0 to the length.</returns>
    public static IReadOnlyList<long> Even(long length, long smallest)
    {
        var chunk = ChunkOf(length, smallest);
        var count = (length + chunk - 1) / chunk;
        return [.. Enumerable.Range(0, (int)count).Select(index => index * chunk), length];
    }

    /// <summary>Between parts: what is stored compressed and handed out plain is unpacked from the beginning of its part, so that a chunk which begins within one costs the part again.</summary>
    /// <param name="length">Bytes of the file.</param>
    /// <param name="smallest">A chunk has as many at least, but for the last.</param>
    /// <param name="parts">The file's parts, behind what comes before the first.</param>
    /// <returns>The bounds, from 0 to the length; null where the parts are not those of the file.</returns>
    public static IReadOnlyList<long>? BetweenParts(long length, long smallest, IReadOnlyList<ManifestPart> parts)
    {
        var at = length - parts.Sum(part => part.PlainBytes);
        if (at < 0)
        {
            return null;
        }

        var (chunk, bounds) = (ChunkOf(length, smallest), new List<long> { 0 });
        foreach (var part in parts)
        {
            at += part.PlainBytes;
            if (at - bounds[^1] >= chunk && at < length)
            {
                bounds.Add(at);
            }
        }

        bounds.Add(length);
        return bounds;
    }

    private static long ChunkOf(long length, long smallest) => Math.Max(1, Math.Max(smallest, (length + MostChunks - 1) / MostChunks));
}
