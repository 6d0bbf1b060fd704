using System.ComponentModel.DataAnnotations;

namespace SegmentExport.Hosting.Startup;

/// <summary>Where the program keeps and finds things.</summary>
public sealed class SegmentExportOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport";

    /// <summary>The folder of database, parts, keys and sample. Default <c>data</c>; a relative path begins where the program was started.</summary>
    [Required]
    public string DataPath { get; set; } = "data";

    /// <summary>The catalog file; null: <c>catalog.json</c> in the data folder, made together with the sample where it does not exist. A relative path begins as above.</summary>
    public string? Catalog { get; set; }

    /// <summary>How often the catalog file is looked at: about as long a changed permission counts as it was. Default 1 s; 100 ms to 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:05")]
    public TimeSpan CatalogPeriod { get; set; } = TimeSpan.FromSeconds(1);
}
