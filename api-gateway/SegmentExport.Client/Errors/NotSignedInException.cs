namespace SegmentExport.Client.Errors;

/// <summary>There is no token, or the API does not take it (401).</summary>
public sealed class NotSignedInException : SegmentExportException
{
    internal NotSignedInException(ErrorAnswer answer)
        : base(answer)
    {
    }
}
