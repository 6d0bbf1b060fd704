namespace SegmentExport.Client.Errors;

/// <summary>A download that failed on this side, with a code of <see cref="ClientErrorCodes"/>.</summary>
public sealed class DownloadException : SegmentExportException
{
    internal DownloadException(string code, string message, Exception? inner = null)
        : base(code, message, inner)
    {
    }
}
