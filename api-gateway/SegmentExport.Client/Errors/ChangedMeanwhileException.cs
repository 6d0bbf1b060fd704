namespace SegmentExport.Client.Errors;

/// <summary>It is not as the caller last saw it (412): read it again.</summary>
public sealed class ChangedMeanwhileException : SegmentExportException
{
    internal ChangedMeanwhileException(ErrorAnswer answer)
        : base(answer)
    {
    }
}
