using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Grains.Sweeping;

/// <summary>How often the stored parts are looked through for those that no task owns.</summary>
public sealed class SweepOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Sweep";

    /// <summary>The wait between two rounds. 1 s to 1 d; default 5 min: with the round that may be running, nothing that no task owns is there longer than ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(5);
}
