namespace SegmentExport.Sources.Postgres;

/// <summary>How a member list is brought together with the profile table.</summary>
internal enum ListReading
{
    /// <summary>Each of its keys once, with the oldest transaction that put it there.</summary>
    Grouped,

    /// <summary>As it is: where each key is there only once.</summary>
    Plain,

    /// <summary>Looked into for each of a few rows, of which its transactions are not told.</summary>
    Looked,
}
