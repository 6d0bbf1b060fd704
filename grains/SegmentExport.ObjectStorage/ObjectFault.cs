namespace SegmentExport.ObjectStorage;

/// <summary>How a call of an object store failed.</summary>
internal enum ObjectFault
{
    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>There is no such bucket or container.</summary>
    NoPlace,

    /// <summary>The credentials are refused, or what they may do.</summary>
    Refused,

    /// <summary>There are no credentials.</summary>
    NoCredentials,

    /// <summary>The object is another one by now.</summary>
    Changed,

    /// <summary>The object ends before what was asked of it.</summary>
    TooShort,

    /// <summary>There is no room left.</summary>
    Full,

    /// <summary>Anything else: no answer, too late, broken off, not as it should be.</summary>
    NoAnswer,
}
