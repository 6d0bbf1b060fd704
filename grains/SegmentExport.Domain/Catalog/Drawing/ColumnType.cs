namespace SegmentExport.Domain.Catalog.Drawing;

/// <summary>What a column holds, as far as a catalog cares.</summary>
public enum ColumnType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Numbers, whole or not.</summary>
    Number,

    /// <summary>Dates, or points in time.</summary>
    Date,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>Something else.</summary>
    Other,
}
