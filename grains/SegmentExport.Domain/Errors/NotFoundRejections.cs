namespace SegmentExport.Domain.Errors;

/// <summary>What is answered where there is nothing to see. The same to the letter for what does not exist and for what the caller may not see, so that nobody learns which.</summary>
public static class NotFoundRejections
{
    /// <summary>No such space, or none that the caller belongs to.</summary>
    public static Rejection Space { get; } = new()
    {
        Kind = RejectionKind.NotFound,
        Code = ErrorCodes.SpaceNotFound,
        Message = "There is no such space, or none that you belong to. GET /api/v1/me lists yours.",
    };

    /// <summary>No such task, or none that the caller may see.</summary>
    public static Rejection Task { get; } = new()
    {
        Kind = RejectionKind.NotFound,
        Code = ErrorCodes.TaskNotFound,
        Message = "There is no such task in this space, or none that you may see.",
    };

    /// <summary>No such link, whatever it is that is wrong with it.</summary>
    public static Rejection Link { get; } = new()
    {
        Kind = RejectionKind.NotFound,
        Code = ErrorCodes.InvalidLink,
        Message = "There is no such link: it was not made here, was changed, or is for another task. Make a new one with POST …/links.",
    };

    /// <summary>No such segment.</summary>
    public static Rejection Segment { get; } = new()
    {
        Kind = RejectionKind.NotFound,
        Code = ErrorCodes.SegmentNotFound,
        Message = "The space has no such segment. GET …/segments lists them.",
    };
}
