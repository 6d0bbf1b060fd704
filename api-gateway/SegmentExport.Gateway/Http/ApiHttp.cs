using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.HttpResults;
using SegmentExport.Domain.Errors;

namespace SegmentExport.Gateway.Http;

/// <summary>What holds for every request: limits, JSON, error answers, headers.</summary>
internal static class ApiHttp
{
    /// <summary>The largest body of a request.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    private const int MaxJsonDepth = 32;

    public static void AddApiHttp(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;

            // Twice what a download reads at a time, so that the next stretch is read while the last one is sent.
            kestrel.Limits.MaxResponseBufferSize = 256 * 1024;
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNameCaseInsensitive = false;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.MaxDepth = MaxJsonDepth;
            options.SerializerOptions.Converters.Add(new UtcTimeConverter());
            options.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });

        builder.Services.AddExceptionHandler<FaultHandler>();

        // Problems bring their trace; the framework overwrites it, for clients that take JSON, with a longer form.
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Problem.AddTrace(context.ProblemDetails));

        // The authentication handlers ask for it and nothing here uses it: without this it would write keys into the user's home.
        builder.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new ForgottenKeys());
    }

    public static void UseApiHttp(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.OnStarting(static state =>
            {
                var response = (HttpResponse)state;
                if (response.HttpContext.GetEndpoint()?.Metadata.GetMetadata<CachedAnswer>() is null)
                {
                    response.Headers.CacheControl = "no-store";
                }

                response.Headers.XContentTypeOptions = "nosniff";
                Problem.AddRetryAfter(response);
                return Task.CompletedTask;
            }, context.Response);
            return next(context);
        });

        // Diagnostics are the handler's: the middleware would log the exception itself, with its message.
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext));
    }

    /// <summary>What the framework answered with a status alone.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        ProblemHttpResult? problem = context.Response.StatusCode switch
        {
            StatusCodes.Status403Forbidden => Problem.Of(StatusCodes.Status403Forbidden, ErrorCodes.NotPermitted, "This is for who operates the installation: 'operators' of the catalog names them."),
            StatusCodes.Status404NotFound => Problem.Of(
                StatusCodes.Status404NotFound, GatewayCodes.PathNotFound, "There is nothing at this path. /openapi/v1.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(
                StatusCodes.Status405MethodNotAllowed, GatewayCodes.MethodNotAllowed, $"This path does not take {context.Request.Method}. Allowed: {context.Response.Headers.Allow}."),
            StatusCodes.Status413PayloadTooLarge => FaultHandler.TooLarge(),
            StatusCodes.Status415UnsupportedMediaType => FaultHandler.MediaType(),
            var status and >= 400 when !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) => Problem.Of(
                status, GatewayCodes.BadRequest, "The request cannot be answered. /openapi/v1.json says what is expected."),
            _ => null,
        };
        return problem?.ExecuteAsync(context) ?? Task.CompletedTask;
    }
}
