namespace SegmentExport.WebConsole.Wizard;

/// <summary>A field to export.</summary>
public sealed class FieldChoice
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its masking rule; null: none.</summary>
    public string? Masking { get; set; }
}
