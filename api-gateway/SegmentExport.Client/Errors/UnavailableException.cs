namespace SegmentExport.Client.Errors;

/// <summary>The API was not reached, or could not answer (500 and above).</summary>
public sealed class UnavailableException : SegmentExportException
{
    internal UnavailableException(ErrorAnswer answer)
        : base(answer)
    {
    }

    internal UnavailableException(string code, string message, Exception? inner)
        : base(code, message, inner)
    {
    }

    /// <inheritdoc />
    public override bool CanRetry => true;
}
