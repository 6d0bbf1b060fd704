using System.Text.Json;

namespace SegmentExport.Gateway.Tests.OpenApi;

/// <summary>The API document as it is committed; the gateway serves the same.</summary>
internal static class CommittedDocument
{
    public static string Path { get; } = System.IO.Path.Combine(Root(), "api-gateway", "openapi.json");

    public static JsonElement Read() => JsonDocument.Parse(File.ReadAllBytes(Path)).RootElement;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "SegmentExport.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
