using Orleans;

namespace SegmentExport.Domain.Packaging;

/// <summary>A stretch of a part that containers treat as one. A part has one, but for a workbook's: one more where a sheet ends within it, and in the first part one without rows, in front, with which every sheet begins.</summary>
[GenerateSerializer, Immutable, Alias("SegmentExport.PartSection")]
public sealed record PartSection
{
    /// <summary>Rows in it.</summary>
    [Id(0)]
    public required long Rows { get; init; }

    /// <summary>Bytes before compression.</summary>
    [Id(1)]
    public required long PlainBytes { get; init; }

    /// <summary>Bytes as stored.</summary>
    [Id(2)]
    public required long StoredBytes { get; init; }

    /// <summary>CRC-32 (ISO-HDLC, as in gzip and zip) of the bytes before compression.</summary>
    [Id(3)]
    public required uint Crc32 { get; init; }
}
