namespace SegmentExport.Domain.Errors;

/// <summary>What sort of answer a rejection is; the gateway turns it into an HTTP status in one place.</summary>
public enum RejectionKind
{
    /// <summary>The request itself is wrong (400).</summary>
    Invalid,

    /// <summary>The caller may not do it, and may know that (403).</summary>
    Forbidden,

    /// <summary>There is nothing of that name that the caller may see (404).</summary>
    NotFound,

    /// <summary>The task is not in a state for it (409).</summary>
    Conflict,

    /// <summary>It was there, and has expired (410).</summary>
    Gone,

    /// <summary>The task has changed since the caller last saw it (412).</summary>
    PreconditionFailed,

    /// <summary>The request is well formed and cannot be carried out (422).</summary>
    Unprocessable,

    /// <summary>Too much at once; later it will do (429).</summary>
    TooMany,

    /// <summary>A part of the system is out of reach; later it will do (503).</summary>
    Unavailable,
}
