using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Grains.Audit;

/// <summary>How the audit is made tamper-evident.</summary>
public sealed class AuditOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Audit";

    /// <summary>The wait between two sealings: about as long a row can be changed without a trace. 100 ms to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SealPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The folder of the anchor, outside of the database and shared by all silos; null: <c>.audit</c> in the folder of parts that silos share, or else <c>audit</c> in the data folder. A relative path begins where the program was started.</summary>
    public string? AnchorPath { get; set; }
}
