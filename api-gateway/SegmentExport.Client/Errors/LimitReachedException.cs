namespace SegmentExport.Client.Errors;

/// <summary>A limit is reached (429); <see cref="SegmentExportException.RetryAfter"/> says when it frees.</summary>
public sealed class LimitReachedException : SegmentExportException
{
    internal LimitReachedException(ErrorAnswer answer)
        : base(answer)
    {
    }

    /// <inheritdoc />
    public override bool CanRetry => true;
}
