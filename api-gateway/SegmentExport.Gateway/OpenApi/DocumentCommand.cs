using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace SegmentExport.Gateway.OpenApi;

/// <summary>Writes the API document into a file: <c>SegmentExport.Gateway openapi FILE</c>. Nothing is started, read or made; the build does it, so that the committed document is the code's.</summary>
internal static class DocumentCommand
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "openapi";

    /// <summary>Writes it, where it differs from what the file has.</summary>
    public static async Task WriteAsync(WebApplication app, string path)
    {
        // Otherwise the endpoints come to be known when the server starts.
        app.UseRouting();
        ((IApplicationBuilder)app).UseEndpoints(_ => { });
        await using var scope = app.Services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDocument.Name).GetOpenApiDocumentAsync();
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1) + "\n";
        if (!File.Exists(path) || await File.ReadAllTextAsync(path) != text)
        {
            await File.WriteAllTextAsync(path, text);
        }
    }
}
