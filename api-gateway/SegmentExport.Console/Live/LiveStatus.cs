namespace SegmentExport.WebConsole.Live;

/// <summary>Whether what is shown is kept up to date.</summary>
public enum LiveStatus
{
    /// <summary>Not yet: the stream is being opened.</summary>
    Connecting,

    /// <summary>It is.</summary>
    Live,

    /// <summary>Not any more; it is tried again, unless it was refused.</summary>
    Lost,
}
