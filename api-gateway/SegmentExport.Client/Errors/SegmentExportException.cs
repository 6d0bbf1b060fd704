using System.Net;

namespace SegmentExport.Client.Errors;

/// <summary>A call that did not come to what was asked for. The derived types are the kinds that a program treats each in its own way; <see cref="Code"/> says exactly what it is.</summary>
public class SegmentExportException : Exception
{
    /// <summary>An error that the client found itself.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="message">What was found and what to do.</param>
    /// <param name="inner">What caused it; null: nothing.</param>
    public SegmentExportException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>An error that the API answered with.</summary>
    internal SegmentExportException(ErrorAnswer answer)
        : base(answer.Message)
    {
        (Code, Status, TraceId, RetryAfter) = (answer.Code, answer.Status, answer.TraceId, answer.RetryAfter);
        Errors = answer.Errors;
    }

    /// <summary>The stable code: one of the API's, or of <see cref="ClientErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status of the answer; null: there was none.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The trace by which an operator finds the request; null where there is none.</summary>
    public string? TraceId { get; }

    /// <summary>After what time the same call may succeed; null where the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The parts of the request that are meant; empty where it is the whole.</summary>
    public IReadOnlyList<ApiFieldError> Errors { get; } = [];

    /// <summary>Whether the same call may succeed later without anything being changed.</summary>
    public virtual bool CanRetry => false;
}
