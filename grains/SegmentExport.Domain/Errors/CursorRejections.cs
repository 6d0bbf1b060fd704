namespace SegmentExport.Domain.Errors;

/// <summary>What is answered to a cursor that is none.</summary>
public static class CursorRejections
{
    /// <summary>The cursor is not one of whoever gives them.</summary>
    /// <param name="giver">Who, as a subject: "this list gave".</param>
    public static Rejection Foreign(string giver) => new()
    {
        Kind = RejectionKind.Invalid,
        Code = ErrorCodes.InvalidCursor,
        Message = $"The cursor is none that {giver}. Send 'nextCursor' of the page before as it came, or none.",
        Path = "cursor",
    };
}
