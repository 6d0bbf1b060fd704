using Microsoft.OpenApi;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>The API document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    /// <summary>Its name, which is the version of the API.</summary>
    public const string Name = "v1";

    /// <summary>The name of the way in.</summary>
    public const string Scheme = "bearer";

    private const string Description =
        "Exports of user segments (群组导出): submit, approve, download for 24 hours. Errors are RFC 9457 problem details with a stable `code`; each operation lists its own. "
        + $"Any request may be answered with `{GatewayCodes.PathNotFound}` (404), `{GatewayCodes.MethodNotAllowed}` (405), `{GatewayCodes.UnknownHost}`, `{GatewayCodes.TlsRequired}` or `{GatewayCodes.BadRequest}` (400). "
        + "Requests take no property that is not listed here; answers may get further ones. Every answer says `Cache-Control: no-store` and `X-Content-Type-Options: nosniff`.";

    public static void AddApiDocument(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer(ProblemSchema.DescribeAsync);
        options.AddSchemaTransformer(TimeSchema.DescribeAsync);
        options.AddSchemaTransformer(PropertyRanges.DescribeAsync);
        options.AddOperationTransformer(OperationDetails.DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "SegmentExport", Version = Name, Description = Description };
            document.Servers = [new() { Url = "/", Description = "Where the document comes from." }];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            HealthPaths.AddTo(document);
            SchemaExamples.AddTo(document);
            TagDescriptions.AddTo(document);
            return Task.CompletedTask;
        });
    });
}
