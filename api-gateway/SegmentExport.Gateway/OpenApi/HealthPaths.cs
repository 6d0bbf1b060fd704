using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>The health checks, which the framework leaves out of the API document.</summary>
internal static class HealthPaths
{
    public static void AddTo(OpenApiDocument document)
    {
        const string tag = "Health";
        (document.Tags ??= new HashSet<OpenApiTag>()).Add(new OpenApiTag { Name = tag });
        Add("startup", "Whether the process has come up", "Once it has, it stays so; ask then whether it is live and ready.");
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
                    Responses = new() { ["200"] = Answer("Yes."), ["503"] = Answer("No; the checks that are not healthy say why.") },
                },
            },
        };

        static OpenApiResponse Answer(string description) => new()
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = Report() } },
        };

        static OpenApiSchema Report() => new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "status", "checks" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["status"] = Status(),
                ["checks"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "name", "status", "description", "seconds" },
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is checked." },
                            ["status"] = Status(),
                            ["description"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "What is wrong; null where nothing is." },
                            ["seconds"] = new OpenApiSchema { Type = JsonSchemaType.Number, Description = "How long the check took." },
                        },
                    },
                },
            },
        };

        static OpenApiSchema Status() => new() { Type = JsonSchemaType.String, Enum = ["healthy", "unhealthy"] };
    }
}
