namespace SegmentExport.Packaging.Columns;

/// <summary>What a value is to a reader of the file.</summary>
internal enum ValueKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A number that is exact.</summary>
    Number,

    /// <summary>A binary floating-point number, which may be infinite or none.</summary>
    Float,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>A day and a time, without a zone.</summary>
    Timestamp,

    /// <summary>An instant, in UTC.</summary>
    Instant,
}
