using System.Net;

namespace SegmentExport.Client.Errors;

/// <summary>An answer that is an error, read.</summary>
internal sealed record ErrorAnswer(HttpStatusCode Status, string Code, string Message, string? TraceId, TimeSpan? RetryAfter, ApiProblem Problem)
{
    /// <summary>The parts of the request that are meant.</summary>
    public IReadOnlyList<ApiFieldError> Errors => Problem.Errors ?? [];

    /// <summary>The exception of its kind.</summary>
    public SegmentExportException ToException() => Status switch
    {
        HttpStatusCode.Unauthorized => new NotSignedInException(this),
        HttpStatusCode.Forbidden => new NotPermittedException(this),
        HttpStatusCode.NotFound => new NotFoundException(this),
        HttpStatusCode.Conflict => new ConflictException(this),
        HttpStatusCode.Gone => new GoneException(this),
        HttpStatusCode.PreconditionFailed => new ChangedMeanwhileException(this),
        HttpStatusCode.TooManyRequests => new LimitReachedException(this),
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new UnavailableException(this),
        _ => new InvalidRequestException(this),
    };
}
