namespace SegmentExport.WebConsole.Wizard;

/// <summary>The wizard's steps, in order.</summary>
public enum WizardStep
{
    /// <summary>The target segment.</summary>
    Segment,

    /// <summary>Reason and fields.</summary>
    Fields,

    /// <summary>Masking rules.</summary>
    Masking,

    /// <summary>Format and options.</summary>
    Format,

    /// <summary>Everything at a glance.</summary>
    Review,
}
