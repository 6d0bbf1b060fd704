using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Startup;

/// <summary>How an embedded silo is found. It listens on the loopback interface only.</summary>
public sealed class SiloNetworkOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:Silo";

    /// <summary>The silo's port. 0 to 65,535; default 0: any that is free.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }

    /// <summary>The silo's name, in task details and traces. 1 to 100 characters; default <c>embedded</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string Name { get; set; } = "embedded";
}
