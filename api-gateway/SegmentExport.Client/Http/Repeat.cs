namespace SegmentExport.Client.Http;

/// <summary>Whether a call may be sent again where it is not known what became of it.</summary>
internal readonly record struct Repeat
{
    private static readonly HttpRequestOptionsKey<bool> IsHarmless = new("SegmentExport.IsHarmless");

    private const string KeyHeader = "Idempotency-Key";

    private Repeat(bool isHarmless, string? key) => (IsReading, Key) = (isHarmless, key);

    /// <summary>It may not.</summary>
    public static Repeat Never => default;

    /// <summary>It only reads.</summary>
    public static Repeat Reading => new(true, null);

    private bool IsReading { get; }

    private string? Key { get; }

    /// <summary>The API takes calls of one key for one call.</summary>
    /// <param name="key">The caller's; null: a new one.</param>
    public static Repeat Keyed(string? key) => new(false, key ?? Guid.CreateVersion7().ToString());

    /// <summary>Marks a request.</summary>
    public void ApplyTo(HttpRequestMessage request)
    {
        request.Options.Set(IsHarmless, IsReading);
        if (Key is not null)
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, Key);
        }
    }

    /// <summary>Whether a request may be sent again: one that has a key, or only reads, as GET and HEAD do where nothing else was said.</summary>
    public static bool IsAllowedFor(HttpRequestMessage? request) =>
        request is not null && (request.Headers.Contains(KeyHeader)
            || (request.Options.TryGetValue(IsHarmless, out var harmless) ? harmless : request.Method == HttpMethod.Get || request.Method == HttpMethod.Head));
}
