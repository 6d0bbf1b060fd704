namespace SegmentExport.Client.Errors;

/// <summary>The caller may not do that (403).</summary>
public sealed class NotPermittedException : SegmentExportException
{
    internal NotPermittedException(ErrorAnswer answer)
        : base(answer)
    {
    }
}
