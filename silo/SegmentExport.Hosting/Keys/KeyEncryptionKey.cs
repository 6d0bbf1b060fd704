namespace SegmentExport.Hosting.Keys;

/// <summary>A key that wraps the keys of tasks.</summary>
public sealed class KeyEncryptionKey
{
    /// <summary>Its name, which stands beside each key that it wraps: 1 to 50 letters, digits, <c>-</c>, <c>_</c>, <c>.</c>; never used for another key.</summary>
    public string Id { get; set; } = "";

    /// <summary>32 bytes as base64. A secret.</summary>
    public string Key { get; set; } = "";
}
