using SegmentExport.Domain.Errors;

namespace SegmentExport.Gateway.Http;

/// <summary>Says which errors an operation answers, for the API document.</summary>
internal static class EndpointErrors
{
    /// <summary>Adds one status with its codes. A status may be named more than once; its codes add up.</summary>
    public static RouteHandlerBuilder WithErrors(this RouteHandlerBuilder endpoint, int status, params string[] codes) => endpoint.WithMetadata(new StatusErrors(status, codes));

    /// <summary>Adds what every operation that needs a token may answer.</summary>
    public static RouteHandlerBuilder WithApiErrors(this RouteHandlerBuilder endpoint) => endpoint
        .WithErrors(StatusCodes.Status401Unauthorized, GatewayCodes.MissingToken, GatewayCodes.InvalidToken, GatewayCodes.ExpiredToken, GatewayCodes.TokenTooLongLived)
        .WithErrors(StatusCodes.Status503ServiceUnavailable, GatewayCodes.IssuerUnavailable)
        .WithErrors(StatusCodes.Status429TooManyRequests, GatewayCodes.TooManyRequests)
        .WithServerErrors();

    /// <summary>Adds what every operation may answer.</summary>
    public static RouteHandlerBuilder WithServerErrors(this RouteHandlerBuilder endpoint) => endpoint
        .WithErrors(StatusCodes.Status500InternalServerError, ErrorCodes.Internal)
        .WithErrors(StatusCodes.Status503ServiceUnavailable, GatewayCodes.Unavailable);

    /// <summary>Adds what every operation in a space may answer.</summary>
    public static RouteHandlerBuilder WithSpaceErrors(this RouteHandlerBuilder endpoint) => endpoint
        .WithApiErrors()
        .WithErrors(StatusCodes.Status404NotFound, ErrorCodes.SpaceNotFound)
        .WithErrors(StatusCodes.Status503ServiceUnavailable, ErrorCodes.AuditUnavailable);

    /// <summary>Adds what every operation on a task may answer.</summary>
    public static RouteHandlerBuilder WithTaskErrors(this RouteHandlerBuilder endpoint) => endpoint
        .WithSpaceErrors()
        .WithErrors(StatusCodes.Status404NotFound, ErrorCodes.TaskNotFound);

    /// <summary>Adds what every operation that hands out a file, or what it consists of, may answer.</summary>
    public static RouteHandlerBuilder WithFileErrors(this RouteHandlerBuilder endpoint) => endpoint
        .WithErrors(StatusCodes.Status409Conflict, ErrorCodes.NotCompleted)
        .WithErrors(StatusCodes.Status410Gone, ErrorCodes.Expired);

    /// <summary>Adds what every operation that takes a body may answer.</summary>
    public static RouteHandlerBuilder WithBodyErrors(this RouteHandlerBuilder endpoint) => endpoint
        .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.InvalidBody, GatewayCodes.BadRequest)
        .WithErrors(StatusCodes.Status413PayloadTooLarge, GatewayCodes.BodyTooLarge)
        .WithErrors(StatusCodes.Status415UnsupportedMediaType, GatewayCodes.UnsupportedMediaType);
}
