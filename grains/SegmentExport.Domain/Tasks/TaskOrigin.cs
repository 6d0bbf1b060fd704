using Orleans;

namespace SegmentExport.Domain.Tasks;

/// <summary>Where in the product a task was made. The API names them in snake_case.</summary>
[GenerateSerializer]
public enum TaskOrigin
{
    /// <summary>The page of download tasks.</summary>
    ExportPage,

    /// <summary>The list of segments.</summary>
    SegmentList,

    /// <summary>A segment's portrait.</summary>
    SegmentPortrait,
}
