using Orleans;

namespace SegmentExport.Domain.Exports;

/// <summary>How the parts of an artifact are stored.</summary>
[GenerateSerializer]
public enum PartCompression
{
    /// <summary>Raw deflate fragments (RFC 1951): every container is a view of them.</summary>
    Deflate,

    /// <summary>Zstandard frames (RFC 8878): handed out as <c>.zst</c>, or plain.</summary>
    Zstd,

    /// <summary>As they are: for formats that compress themselves.</summary>
    None,
}
