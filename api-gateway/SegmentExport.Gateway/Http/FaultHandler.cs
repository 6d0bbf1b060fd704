using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Gateway.Http;

/// <summary>Turns what was thrown into an answer. What a client did wrong is told; what went wrong inside is only traced.</summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => MediaType(),
            BadHttpRequestException { InnerException: JsonException json } => Body(json),
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } when HttpMethods.IsPost(context.Request.Method) => Problem.Of(
                StatusCodes.Status400BadRequest, GatewayCodes.InvalidBody, "There is no body, or it is null. Send a JSON object as /openapi/v1.json has it."),
            BadHttpRequestException bad => Problem.Of(bad.StatusCode, GatewayCodes.BadRequest, "The request is malformed. See /openapi/v1.json for what is expected."),
            InvalidOperationException when HasUnknownCharset(context.Request) => MediaType(),
            PackagingException fault => Problem.Of(StatusCodes.Status503ServiceUnavailable, fault.Code, fault.Message),
            TimeoutException or OrleansException or DbException or OperationCanceledException => Unavailable(exception),
            _ => Unknown(exception),
        };
        await problem.ExecuteAsync(context);
        return true;
    }

    /// <summary>A body that is larger than allowed.</summary>
    public static ProblemHttpResult TooLarge() => Problem.Of(
        StatusCodes.Status413PayloadTooLarge, GatewayCodes.BodyTooLarge, $"The body is larger than the {ApiHttp.MaxBodyBytes} bytes that are allowed.");

    /// <summary>A body of another type than JSON.</summary>
    public static ProblemHttpResult MediaType() => Problem.Of(
        StatusCodes.Status415UnsupportedMediaType, GatewayCodes.UnsupportedMediaType, "Send the body as application/json.");

    // The framework has no exception of its own for a charset that it does not know.
    private static bool HasUnknownCharset(HttpRequest request)
    {
        try
        {
            return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && Encoding.GetEncoding(type.Charset.Value) is null;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    // The parser's own message quotes the body, which may hold anything; the place is enough.
    private static ProblemHttpResult Body(JsonException json)
    {
        var path = json.Path is { Length: > 2 } below ? below[2..] : "$";
        return Problem.Of(
            StatusCodes.Status400BadRequest,
            GatewayCodes.InvalidBody,
            $"The body is not the JSON that is expected, at {path} (line {json.LineNumber + 1}). Unknown and repeated properties are errors too; see /openapi/v1.json.",
            path);
    }

    private ProblemHttpResult Unavailable(Exception exception)
    {
        LogUnavailable(exception);
        return Problem.Of(
            StatusCodes.Status503ServiceUnavailable, GatewayCodes.Unavailable, "A part of the system did not answer. Whether the command was carried out is unknown: repeat it later with the same Idempotency-Key.");
    }

    private ProblemHttpResult Unknown(Exception exception)
    {
        // Only the type: a message could hold what a client sent.
        LogUnknown(exception.GetType(), exception.StackTrace);
        return Problem.Of(StatusCodes.Status500InternalServerError, ErrorCodes.Internal, "Something went wrong inside. An operator finds it by the traceId.");
    }

    [LoggerMessage(5000, LogLevel.Warning, "A grain did not answer.")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(5001, LogLevel.Error, "A request failed with {Fault}: {Trace}")]
    private partial void LogUnknown(Type fault, string? trace);
}
