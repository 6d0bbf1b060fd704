using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SegmentExport.Client.Contracts;
using SegmentExport.Gateway.Authentication;
using SegmentExport.Gateway.Http;
using SegmentExport.Grains.Access;

namespace SegmentExport.Gateway.WebConsole;

/// <summary>What the web console asks before anybody is signed in.</summary>
internal static class ConsoleEndpoints
{
    private const string Placeholder = "{traceId}";

    public static void AddConsoleSettings(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.SectionName)
            .Validate(
                options => options.TraceUrl is null || (Uri.TryCreate(options.TraceUrl.Replace(Placeholder, "0", StringComparison.Ordinal), UriKind.Absolute, out var url)
                    && url.Scheme is "http" or "https" && options.TraceUrl.Contains(Placeholder, StringComparison.Ordinal)),
                $"{ConsoleOptions.SectionName}:TraceUrl is no http or https URL with {Placeholder} in it.")
            .ValidateOnStart();

    public static void MapConsoleSettings(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/console", Get)
            .AllowAnonymous()
            .WithName("getConsoleSettings")
            .WithTags("Sign-in")
            .WithSummary("How people sign in to the web console, and the server's time")
            .WithDescription("Needs no token: the console reads it before anybody is signed in. Nothing in it is secret.")
            .WithErrors(StatusCodes.Status400BadRequest, GatewayCodes.UnknownHost)
            .WithServerErrors();

    private static Ok<ConsoleSettings> Get(IServiceProvider services, IConfiguration configuration, IOptions<ConsoleOptions> options, TimeProvider time) => TypedResults.Ok(new ConsoleSettings
    {
        // The catalog is in this process where the silo is: embedded.
        SignIn = services.GetService<ICurrentCatalog>() is { } catalog ? Development(catalog) : Oidc(configuration, options.Value),
        TraceUrl = options.Value.TraceUrl,
        Time = time.GetUtcNow(),
    });

    private static ConsoleSignIn Development(ICurrentCatalog catalog) => new()
    {
        Kind = "development",
        Users = [.. catalog.Value.Spaces.SelectMany(space => space.Members).Select(member => member.User).Concat(catalog.Value.Operators).Select(user => user.Value).Distinct().Order(StringComparer.Ordinal)],
        Scopes = [],
    };

    private static ConsoleSignIn Oidc(IConfiguration configuration, ConsoleOptions options)
    {
        var issuer = configuration.GetSection(SignInOptions.SectionName).Get<SignInOptions>() ?? new();
        var isSet = issuer.Authority is not null && options.ClientId is not null;
        return new()
        {
            Kind = isSet ? "oidc" : "none",
            Users = [],
            Authority = isSet || issuer.CommandLineClientId is not null ? issuer.Authority : null,
            ClientId = isSet ? options.ClientId : null,
            CommandLineClientId = issuer.Authority is null ? null : issuer.CommandLineClientId ?? options.ClientId,
            Scopes = isSet ? options.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
        };
    }
}
