using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>The health checks, which the framework leaves out of the API document.</summary>
internal static class HealthPaths
{
    public static void AddTo(OpenApiDocument document)
    {
        const string tag = "Health";
        (document.Tags ??= new HashSet<OpenApiTag>()).Add(new OpenApiTag { Name = tag });
        Add("live", "Whether the process is worth keeping");
        Add("ready", "Whether it can serve requests now: silo, database, sources and stored parts");

        void Add(string name, string summary) => document.Paths[$"/health/{name}"] = new OpenApiPathItem
        {
            Operations = new()
            {
                [HttpMethod.Get] = new OpenApiOperation
                {
                    OperationId = $"{name}",
                    Summary = summary,
                    Tags = new HashSet<OpenApiTagReference> { new(tag, document) },
                    Security = [],
                    Responses = new() { ["200"] = Answer("Yes: `Healthy`."), ["503"] = Answer("No: `Unhealthy`.") },
                },
            },
        };

        static OpenApiResponse Answer(string description) => new()
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { ["text/plain"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
        };
    }
}
