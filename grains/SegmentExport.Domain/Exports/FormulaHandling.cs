namespace SegmentExport.Domain.Exports;

/// <summary>What becomes of text that a spreadsheet would run as a formula. The API names them in snake_case.</summary>
public enum FormulaHandling
{
    /// <summary>It gets an apostrophe in front.</summary>
    Neutralized,

    /// <summary>It stays as it is.</summary>
    Kept,

    /// <summary>The format types its values: text is never a formula.</summary>
    NotApplicable,
}
