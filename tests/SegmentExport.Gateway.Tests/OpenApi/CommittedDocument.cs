using System.Text.Json;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Gateway.Tests.OpenApi;

/// <summary>The API document as it is committed; the gateway serves the same.</summary>
internal static class CommittedDocument
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "api-gateway", "openapi.json");

    public static JsonElement Read() => JsonDocument.Parse(File.ReadAllBytes(Path)).RootElement;
}
