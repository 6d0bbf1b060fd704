namespace SegmentExport.Client.Errors;

/// <summary>There is no such thing, or the caller may not see it (404).</summary>
public sealed class NotFoundException : SegmentExportException
{
    internal NotFoundException(ErrorAnswer answer)
        : base(answer)
    {
    }
}
