namespace SegmentExport.Client.Errors;

/// <summary>The request is malformed or asks for something that cannot be (400, 422 and the like); <see cref="SegmentExportException.Errors"/> has the places.</summary>
public sealed class InvalidRequestException : SegmentExportException
{
    internal InvalidRequestException(ErrorAnswer answer)
        : base(answer)
    {
    }
}
