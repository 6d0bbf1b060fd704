using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Gives schemas of the API document an example: the file of its name in <c>OpenApi/Examples</c>, as the API has answered it or takes it.</summary>
internal static class SchemaExamples
{
    private const string Folder = "SegmentExport.Gateway.OpenApi.Examples.";

    public static void AddTo(OpenApiDocument document)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            using var file = assembly.GetManifestResourceStream($"{Folder}{name}.json");
            if (file is not null)
            {
                ((OpenApiSchema)schema).Examples = [JsonNode.Parse(file)!];
            }
        }
    }
}
