using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using SegmentExport.Domain.Errors;
using SegmentExport.Domain.Names;

namespace SegmentExport.Gateway.Http;

/// <summary>Every error answer of the API: RFC 9457 problem details with a stable <c>code</c> and the <c>traceId</c>. The one place that maps refusals to HTTP.</summary>
internal static class Problem
{
    /// <summary>What error answers are sent as.</summary>
    public const string MediaType = "application/problem+json";

    private const string RetryAfter = "retryAfter";
    private const int RetryAfterSeconds = 5;

    /// <summary>A refusal of a grain.</summary>
    public static ProblemHttpResult From(Rejection rejection)
    {
        var details = Create(StatusOf(rejection.Kind), rejection.Code, rejection.Message);
        AddErrors(details, rejection);
        if (rejection.RetryAfter is { } wait)
        {
            details.Extensions[RetryAfter] = SecondsOf(wait);
        }

        if (rejection.Status is { } status)
        {
            // 'status' itself is the HTTP status, by the RFC.
            details.Extensions["taskStatus"] = ApiNames.Of(status);
            details.Extensions["allowedActions"] = rejection.AllowedActions.Select(ApiNames.Of).ToArray();
        }

        return TypedResults.Problem(details);
    }

    /// <summary>A refusal of the gateway itself.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="message">What was found, what is allowed, what to do.</param>
    /// <param name="path">Which part of the request is meant; null: the whole.</param>
    public static ProblemHttpResult Of(int status, string code, string message, string? path = null)
    {
        var details = Create(status, code, message);
        if (path is not null)
        {
            details.Extensions["errors"] = new[] { new { path, code, message } };
        }

        return TypedResults.Problem(details);
    }

    /// <summary>The user has sent as many requests as a minute allows.</summary>
    /// <param name="wait">For how long.</param>
    public static ProblemHttpResult TooManyRequests(TimeSpan wait)
    {
        var details = Create(
            StatusCodes.Status429TooManyRequests,
            GatewayCodes.TooManyRequests,
            $"You have sent as many requests as you may, over all gateways. Try again in {SecondsOf(wait)} s, and more slowly.");
        details.Extensions[RetryAfter] = SecondsOf(wait);
        return TypedResults.Problem(details);
    }

    /// <summary>Tells a client when to come again, as the answer says it.</summary>
    public static async ValueTask<object?> TellWhenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        TellWhen(context.HttpContext.Response, (result is INestedHttpResult nested ? nested.Result : result) as ProblemHttpResult);
        return result;
    }

    /// <summary>Sets <c>Retry-After</c> where a problem says when.</summary>
    public static void TellWhen(HttpResponse response, ProblemHttpResult? problem)
    {
        if (problem?.ProblemDetails.Extensions.TryGetValue(RetryAfter, out var seconds) == true)
        {
            response.Headers.RetryAfter = $"{seconds}";
        }
    }

    /// <summary>Tells a client when to come again, where the status says later and nothing says when.</summary>
    public static void AddRetryAfter(HttpResponse response)
    {
        if (response.Headers.RetryAfter.Count == 0 && response.StatusCode is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        }
    }

    /// <summary>The <c>type</c> of problems of a code.</summary>
    public static string TypeOf(string code) => $"urn:segment-export:problem:{code}";

    /// <summary>Adds the trace by which an operator finds the request.</summary>
    public static void AddTrace(ProblemDetails details) => details.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString();

    private static long SecondsOf(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    private static int StatusOf(RejectionKind kind) => kind switch
    {
        RejectionKind.Invalid => StatusCodes.Status400BadRequest,
        RejectionKind.Forbidden => StatusCodes.Status403Forbidden,
        RejectionKind.NotFound => StatusCodes.Status404NotFound,
        RejectionKind.Conflict => StatusCodes.Status409Conflict,
        RejectionKind.Gone => StatusCodes.Status410Gone,
        RejectionKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        RejectionKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        RejectionKind.TooMany => StatusCodes.Status429TooManyRequests,
        RejectionKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static ProblemDetails Create(int status, string code, string message)
    {
        var details = new ProblemDetails
        {
            Type = TypeOf(code),
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = message,
            Extensions = { ["code"] = code },
        };
        AddTrace(details);

        // By it a collector keeps the traces of refusals, also where nothing behind the gateway is recorded.
        Activity.Current?.SetTag("segment_export.outcome", code);
        return details;
    }

    private static void AddErrors(ProblemDetails details, Rejection rejection)
    {
        ImmutableArray<RequestError> errors = rejection switch
        {
            { Errors.IsDefaultOrEmpty: false } => rejection.Errors,
            { Path: { } path } => [new(path, rejection.Code, rejection.Message)],
            _ => [],
        };
        if (!errors.IsEmpty)
        {
            details.Extensions["errors"] = errors.Select(error => new { path = error.Path, code = error.Code, message = error.Message }).ToArray();
        }
    }
}
