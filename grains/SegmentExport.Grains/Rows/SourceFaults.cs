using SegmentExport.Domain.Errors;

namespace SegmentExport.Grains.Rows;

/// <summary>Turns what a source throws into what a caller is told.</summary>
internal static class SourceFaults
{
    /// <summary>The refusal: the caller's own mistake, or that the source is out of reach.</summary>
    public static Rejection ToRejection(PackagingException fault) => fault.Code switch
    {
        ErrorCodes.InvalidFilter or ErrorCodes.UnsupportedType => new() { Kind = RejectionKind.Invalid, Code = fault.Code, Message = fault.Message, Path = fault.Path },
        _ => new() { Kind = RejectionKind.Unavailable, Code = fault.Code, Message = fault.Message },
    };

    /// <summary>A source that took too long.</summary>
    public static Rejection TimedOut(TimeSpan timeout) => new()
    {
        Kind = RejectionKind.Unavailable,
        Code = ErrorCodes.SourceUnavailable,
        Message = $"The source did not answer within {timeout.TotalSeconds:0} s. Try again later, or with filters that it can answer sooner.",
    };
}
