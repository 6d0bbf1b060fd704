using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using MudBlazor.Services;
using SegmentExport.Client.Contracts;
using SegmentExport.WebConsole.Api;
using SegmentExport.WebConsole.Browser;
using SegmentExport.WebConsole.Decisions;
using SegmentExport.WebConsole.Live;
using SegmentExport.WebConsole.Localization;
using SegmentExport.WebConsole.Operations;
using SegmentExport.WebConsole.Segments;
using SegmentExport.WebConsole.Session;
using SegmentExport.WebConsole.States;
using SegmentExport.WebConsole.Tasks;
using SegmentExport.WebConsole.Webhooks;
using SegmentExport.WebConsole.Wizard;

namespace SegmentExport.WebConsole;

/// <summary>The console's services, and what is read before the first page.</summary>
internal static class ConsoleApplication
{
    private const string OidcScript = "_content/Microsoft.AspNetCore.Components.WebAssembly.Authentication/AuthenticationService.js";

    public static async Task AddConsoleAsync(this WebAssemblyHostBuilder builder)
    {
        builder.RootComponents.Add<App>("#app");
        var http = new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) };
        var clock = new ServerClock(TimeProvider.System);
        var reader = new ConsoleSettingsReader(http, clock, TimeProvider.System);
        var settings = await reader.ReadFirstAsync();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(http).AddSingleton(clock).AddSingleton(reader);
        builder.Services.AddSingleton(new ConsoleStart(settings));
        builder.Services.AddMudServices();
        builder.Services.AddConsole();
        builder.Services.AddSignIn(settings?.SignIn);
    }

    public static async Task StartConsoleAsync(this WebAssemblyHost host)
    {
        var services = host.Services;
        services.GetRequiredService<LanguageChoice>().Read();
        services.GetRequiredService<ThemeChoice>().Read();
        services.GetRequiredService<Connection>().Watch();
        if (services.GetRequiredService<ConsoleStart>().Settings?.SignIn.Kind == "oidc")
        {
            await BrowserModule.LoadScriptAsync(OidcScript);
        }
    }

    /// <summary>What pages need but for the sign-in; also for tests.</summary>
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddScoped<LanguageChoice>();
        services.AddScoped<ThemeChoice>();
        services.AddScoped<Connection>();
        services.AddScoped<ApiClient>();
        services.AddScoped<SessionState>();
        services.AddScoped<DownloadTasksApi>();
        services.AddScoped<SegmentsApi>();
        services.AddScoped<OperationsApi>();
        services.AddScoped<WebhooksApi>();
        services.AddScoped<TaskStreams>();
        services.AddScoped<DraftStore>();
        services.AddScoped<DraftOpening>();
        services.AddScoped<TaskOperations>();
        services.AddScoped<Announcements>();
    }

    private static void AddSignIn(this IServiceCollection services, ConsoleSignIn? settings)
    {
        switch (settings?.Kind)
        {
            case "development":
                services.AddScoped<DevelopmentSignIn>();
                services.AddScoped<ISignIn>(provider => provider.GetRequiredService<DevelopmentSignIn>());
                break;
            case "oidc":
                services.AddOidcAuthentication(options =>
                {
                    options.ProviderOptions.Authority = settings.Authority;
                    options.ProviderOptions.ClientId = settings.ClientId;
                    options.ProviderOptions.ResponseType = "code";
                    options.ProviderOptions.DefaultScopes.Clear();
                    foreach (var scope in settings.Scopes)
                    {
                        options.ProviderOptions.DefaultScopes.Add(scope);
                    }
                });
                services.AddScoped<ISignIn, OidcSignIn>();
                break;
            default:
                services.AddScoped<ISignIn, NoSignIn>();
                break;
        }
    }
}
