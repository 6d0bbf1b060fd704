namespace SegmentExport.Client.Contracts;

/// <summary>A password for the protected zip.</summary>
public sealed record CreateZipPassword
{
    /// <summary>Whether a new one replaces the caller's before, which was shown and is not kept. Default false.</summary>
    public bool? Replace { get; init; }
}
