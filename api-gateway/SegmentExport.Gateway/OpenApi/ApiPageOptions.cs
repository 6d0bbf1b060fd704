namespace SegmentExport.Gateway.OpenApi;

/// <summary>The API document as a page.</summary>
public sealed class ApiPageOptions
{
    /// <summary>The section of the settings.</summary>
    public const string SectionName = "SegmentExport:ApiPage";

    /// <summary>Whether the gateway serves it at <c>/docs</c>. Default yes.</summary>
    public bool Enabled { get; set; } = true;
}
