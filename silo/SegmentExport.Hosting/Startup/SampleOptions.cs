using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Startup;

/// <summary>The generated sample, which stands in where there is no catalog.</summary>
public sealed class SampleOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Sample";

    /// <summary>How many users it has. 1 to 100,000,000; default 200,000. Only read when the sample is made.</summary>
    [Range(1, 100_000_000)]
    public int Users { get; set; } = 200_000;
}
