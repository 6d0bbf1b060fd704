using Scalar.AspNetCore;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>The API document as a page to read and to try calls on, at <c>/docs</c>. All that it needs comes from here, and the browser is told to ask nobody else.</summary>
internal static class ApiPage
{
    private const string Path = "/docs";

    // The page is made by its script, which writes styles and a start script into it.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapApiPage(this WebApplication app)
    {
        if (!(app.Configuration.GetSection(ApiPageOptions.SectionName).Get<ApiPageOptions>() ?? new()).Enabled)
        {
            return;
        }

        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal), page => page.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        }));
        app.MapScalarApiReference(Path, page => page
            .WithTitle("SegmentExport API")
            .WithOpenApiRoutePattern("/openapi/v1.json")
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableTelemetry()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools()
            .AddPreferredSecuritySchemes(ApiDocument.Scheme)).AllowAnonymous();
    }
}
