using Microsoft.AspNetCore.Mvc;

namespace SegmentExport.Gateway.Http;

/// <summary>Says in the API document which errors an operation answers.</summary>
internal static class EndpointErrors
{
    /// <summary>Adds the errors that every operation has (401, 503) and those of this one.</summary>
    public static RouteHandlerBuilder WithApiErrors(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses.Append(StatusCodes.Status401Unauthorized).Append(StatusCodes.Status503ServiceUnavailable))
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }

        return endpoint;
    }
}
