namespace SegmentExport.Packaging.Xlsx;

/// <summary>How a cell is shown: the index of its format in the workbook's styles.</summary>
internal enum CellStyle
{
    /// <summary>As the program likes.</summary>
    General,

    /// <summary>Bold: the names of the columns.</summary>
    Header,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day and a time, to the second.</summary>
    Timestamp,

    /// <summary>A day and a time, to the millisecond.</summary>
    TimestampFraction,

    /// <summary>An instant in UTC, to the second.</summary>
    Instant,

    /// <summary>An instant in UTC, to the millisecond.</summary>
    InstantFraction,

    /// <summary>A time of day, to the second.</summary>
    Time,

    /// <summary>A time of day, to the millisecond.</summary>
    TimeFraction,

    /// <summary>A whole number with all its digits, where the general format would turn to exponents. The styles after it have one digit behind the point, two, and so on.</summary>
    Whole,
}
