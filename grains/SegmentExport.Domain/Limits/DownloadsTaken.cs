using SegmentExport.Domain.Errors;

namespace SegmentExport.Domain.Limits;

/// <summary>
/// How often the file of a task was downloaded, in billionths. A request for the whole file is one download, whether it arrives or breaks off; a range is the fraction of the file that it asks for. So a
/// download in many ranges is one, and resuming one that broke off costs only what is asked for again.
/// </summary>
public static class DownloadsTaken
{
    private const long One = 1_000_000_000;

    // Each range is rounded up by less than one, which keeps nobody from the last.
    private const long Rounding = 10_000;

    /// <summary>What a request takes.</summary>
    /// <param name="taken">What was taken before, in billionths of a download.</param>
    /// <param name="bytes">How many bytes of the file are asked for.</param>
    /// <param name="length">How many it has.</param>
    /// <param name="most">How many downloads there may be; null: no limit.</param>
    /// <param name="after">What is taken then.</param>
    /// <returns>Null, or that there were too many. Ranges may go one download beyond, or the last one that broke off could not be resumed.</returns>
    public static Rejection? Take(long taken, long bytes, long length, int? most, out long after)
    {
        var isWhole = bytes >= length;
        var share = isWhole ? One : (long)Math.Ceiling((decimal)bytes * One / length);
        after = taken + share;
        var isTooMany = most is { } limit && (isWhole ? taken >= limit * One : after > ((limit + 1L) * One) + Rounding);
        return isTooMany ? LimitRejections.TooManyDownloads(most!.Value) : null;
    }

    /// <summary>Whether it makes a download more, which is worth a write of its own: what a crash could forget is less than one download.</summary>
    public static bool IsAnother(long before, long after) => before / One != after / One;
}
