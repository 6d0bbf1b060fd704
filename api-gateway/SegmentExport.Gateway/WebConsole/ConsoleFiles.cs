using SegmentExport.Gateway.Http;

namespace SegmentExport.Gateway.WebConsole;

/// <summary>
/// The console as the gateway serves it: its files as the build compressed and fingerprinted them, and its one page at every address that is a page of it, so that deep links and
/// reloads work. Nothing of the API is ever answered with the page.
/// </summary>
internal static class ConsoleFiles
{
    private const string Program = "SegmentExport.Gateway";

    // A folder of these is never a page; below it an address that is not there answers as the API does.
    private static readonly string[] NoPages = ["/api", "/dev", "/docs", "/health", "/openapi", "/_framework", "/_content", "/css", "/js"];

    private static readonly string[] Pages = ["/spaces", "/operations", "/sign-in", "/authentication"];

    /// <summary>Finds the files: beside a published gateway, or where the build has them.</summary>
    public static void AddConsoleFiles(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseSetting(WebHostDefaults.StaticWebAssetsKey, Path.Combine(AppContext.BaseDirectory, $"{Program}.staticwebassets.runtime.json"));
        builder.WebHost.UseStaticWebAssets();

        // Otherwise a gateway that is run from its build looks for files that came after it at every address, which makes unknown methods of known paths unknown paths.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
    }

    /// <summary>Serves them, where the settings want it.</summary>
    public static void MapConsoleFiles(this WebApplication app)
    {
        var manifest = Path.Combine(AppContext.BaseDirectory, $"{Program}.staticwebassets.endpoints.json");
        if (!(app.Configuration.GetSection(ConsoleOptions.SectionName).Get<ConsoleOptions>() ?? new()).Enabled || !File.Exists(manifest))
        {
            return;
        }

        var page = ConsolePage.Read(app);
        app.MapStaticAssets(manifest).AllowAnonymous().WithMetadata(new CachedAnswer());
        app.Use((context, next) => context.GetEndpoint() is null && IsRead(context.Request) && StatusOf(context.Request) is { } status ? page.AnswerAsync(context, status) : next(context));
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>With which status the page answers; null: not at all.</summary>
    private static int? StatusOf(HttpRequest request) =>
        request.Path == "/" || IsBelow(request.Path, Pages) ? StatusCodes.Status200OK
        : !IsBelow(request.Path, NoPages) && TakesPages(request) ? StatusCodes.Status404NotFound
        : null;

    private static bool IsBelow(PathString path, string[] roots) => roots.Any(root => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    // Browsers name it when somebody follows an address; programs do not.
    private static bool TakesPages(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
