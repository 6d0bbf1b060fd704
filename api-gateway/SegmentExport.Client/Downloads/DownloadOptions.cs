namespace SegmentExport.Client.Downloads;

/// <summary>How a file is downloaded.</summary>
public sealed record DownloadOptions
{
    /// <summary>What it is handed out in, as <c>gzip, zip, plain, zstd, xlsx</c> or <c>protected_zip</c>; null: the format's default.</summary>
    public string? Container { get; init; }

    /// <summary>How many ranges at once, 1 to 16; default 4. It begins with one, or two of what is unpacked on the way; another joins every quarter of a second.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Whether a file that is there already is replaced; default false.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How often in a row a range may fail without a byte more before the download is given up; default 10. What arrived stays for the next time.</summary>
    public int Attempts { get; init; } = 10;

    /// <summary>How long no byte may come before a connection counts as lost; default 30 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for the API's digest, which it computes in the background after packing; default a minute. Where it does not come, the download fails with <c>digest_missing</c>; what arrived stays for the next time.</summary>
    public TimeSpan DigestPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether a file is also taken where the API's digest does not come; default false. A download that begins before the API has it goes on with nothing of an earlier one then, and leaves nothing for a later one,
    /// since nothing would tell whether what is there is right. So it is always with <c>protected_zip</c>, of which there is no digest.
    /// </summary>
    public bool AllowUnchecked { get; init; }

    /// <summary>Whether the file has to outlast a power cut right after the download: it is written through to the disk before it gets its name. Default false, as for other programs that download.</summary>
    public bool Durable { get; init; }

    /// <summary>How long one more range waits for the one before.</summary>
    internal TimeSpan NextWorker { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The least that a request of a file of several asks for. Small files are one request.</summary>
    internal long SmallestChunk { get; init; } = 8L << 20;
}
