using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Says in the API document what our problem details have beyond RFC 9457.</summary>
internal static class ProblemSchema
{
    /// <summary>An answer with a status and one of its codes.</summary>
    public static JsonNode Example(int status, string code) => new JsonObject
    {
        ["type"] = Problem.TypeOf(code),
        ["title"] = ReasonPhrases.GetReasonPhrase(status),
        ["status"] = status,
        ["detail"] = "What was found, what is allowed, what to do.",
        ["code"] = code,
        ["traceId"] = "46c8deee87129c72f134a1589389391c",
    };

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type != typeof(ProblemDetails))
        {
            return Task.CompletedTask;
        }

        schema.Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" };
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["code"] = Text("Says what is wrong; never changes its meaning.");
        schema.Properties["traceId"] = Text("Finds the request in the traces.");
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "What is wrong with which part of the request, where there is such a part.",
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["path"] = Text("The property, parameter or header."),
                    ["code"] = Text("What is wrong with it."),
                    ["message"] = Text("What was found, what is allowed, what to do."),
                },
            },
        };
        schema.Properties["retryAfter"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "Seconds after which the limit may have room again, as `Retry-After` says; absent where that is not known." };
        schema.Properties["taskStatus"] = Text("The task's status, where that is why.");
        schema.Properties["allowedActions"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "What the caller can do to the task instead.",
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
