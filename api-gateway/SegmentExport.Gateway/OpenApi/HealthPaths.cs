using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>The health checks, which the framework leaves out of the API document.</summary>
internal static class HealthPaths
{
    public static void AddTo(OpenApiDocument document)
    {
        const string tag = "Health";
        (document.Tags ??= new HashSet<OpenApiTag>()).Add(new OpenApiTag { Name = tag });
        Add("live", "Whether the process is worth keeping", "Not so where its silo has ended: whoever watches over it starts it anew.");
        Add("ready", "Whether it can serve requests now", "It asks silo, database, sources and stored parts. Where one of them does not answer, send requests elsewhere.");

        void Add(string name, string summary, string description) => document.Paths[$"/health/{name}"] = new OpenApiPathItem
        {
            Operations = new()
            {
                [HttpMethod.Get] = new OpenApiOperation
                {
                    OperationId = name,
                    Summary = summary,
                    Description = description,
                    Tags = new HashSet<OpenApiTagReference> { new(tag, document) },
                    Security = [],
                    Responses = new() { ["200"] = Answer("Yes.", "Healthy"), ["503"] = Answer("No.", "Unhealthy") },
                },
            },
        };

        static OpenApiResponse Answer(string description, string text) => new()
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { ["text/plain"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = text } },
        };
    }
}
