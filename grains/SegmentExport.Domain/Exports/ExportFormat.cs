using Orleans;

namespace SegmentExport.Domain.Exports;

/// <summary>What a file is written as. The API names them in lower case.</summary>
[GenerateSerializer]
public enum ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180), UTF-8.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>An Office Open XML workbook (ECMA-376).</summary>
    Xlsx,

    /// <summary>A zip of one Parquet file per shard.</summary>
    Parquet,
}
