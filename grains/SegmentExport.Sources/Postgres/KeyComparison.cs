namespace SegmentExport.Sources.Postgres;

/// <summary>How the keys of a list are compared with the profile table's.</summary>
internal enum KeyComparison
{
    /// <summary>As they are: neither of two keys is rounded or cut for it, so that none equals two of the other table's.</summary>
    Exact,

    /// <summary>Turned into the profile's type, whose rules then say which are the same.</summary>
    Cast,

    /// <summary>As the database likes: several keys of the list may equal the same one of the profile table.</summary>
    Loose,

    /// <summary>Not at all: several of the profile table's would equal the same one of the list, who are other people.</summary>
    Refused,
}
