namespace SegmentExport.Client.Errors;

/// <summary>What was there is no more: the file has expired, or its key is gone (410).</summary>
public sealed class GoneException : SegmentExportException
{
    internal GoneException(ErrorAnswer answer)
        : base(answer)
    {
    }
}
