namespace SegmentExport.Client;

/// <summary>Where the API is, who calls it, and with how much patience.</summary>
public sealed class SegmentExportClientOptions
{
    /// <summary>The API's address, as <c>https://exports.example.com/</c>; may have a path. Required.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Gives the caller's token; asked for each request, so it renews a token that ends. Null: none is sent.</summary>
    public Func<CancellationToken, ValueTask<string?>>? Token { get; set; }

    /// <summary>How often a call is sent again that only reads or has a key, where the API is not reached, answers 408, 429, 502, 503 or 504; default 5, 0: never.</summary>
    public int Retries { get; set; } = 5;

    /// <summary>The first wait before a call is sent again, where the answer has no <c>Retry-After</c>; it doubles, with some chance in it. Default half a second.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait. An answer whose <c>Retry-After</c> is longer is an error at once, with that time in it. Default a minute.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one request may take until its answer is there whole, or has begun where it is a file or events; default 30 s. Files and events may take as long as they come.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a task is asked for while its events cannot be had; default 2 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);
}
