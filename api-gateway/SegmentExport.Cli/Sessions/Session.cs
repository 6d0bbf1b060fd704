using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using SegmentExport.Cli.Output;
using SegmentExport.Client;
using SegmentExport.Client.Spaces;

namespace SegmentExport.Cli.Sessions;

/// <summary>One command's dealings with the API.</summary>
internal sealed class Session : IAsyncDisposable
{
    private const string TokenVariable = "SEGX_TOKEN";
    private const string ApiVariable = "SEGX_API";
    private const string SpaceVariable = "SEGX_SPACE";

    private readonly ServiceProvider _services;
    private readonly string? _space;

    private Session(ServiceProvider services, string? space, Terminal terminal, bool asJson)
    {
        (_services, _space, Terminal, AsJson) = (services, space, terminal, asJson);
        Client = services.GetRequiredService<SegmentExportClient>();
    }

    /// <summary>The API.</summary>
    public SegmentExportClient Client { get; }

    /// <summary>Where the command writes.</summary>
    public Terminal Terminal { get; }

    /// <summary>Whether answers are JSON.</summary>
    public bool AsJson { get; }

    /// <summary>An action with a session.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Run(CommandContext context, Func<Session, ParseResult, CancellationToken, Task> act) => async (parsed, cancellation) =>
    {
        await using var session = await OpenAsync(context, parsed, cancellation);
        await act(session, parsed, cancellation);
        return ExitCodes.Ok;
    };

    /// <summary>Asks something with a sign-in that is not kept yet.</summary>
    public static async Task<T> ConnectAsync<T>(Credentials credentials, CommandContext context, Func<SegmentExportClient, Task<T>> ask)
    {
        await using var services = Services(credentials, context);
        return await ask(services.GetRequiredService<SegmentExportClient>());
    }

    /// <summary>The space that the command is about.</summary>
    public async Task<SpaceClient> SpaceAsync(CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(_space))
        {
            return Client.Space(_space);
        }

        var spaces = (await Client.GetMeAsync(cancellation)).Spaces;
        return spaces is [var only]
            ? Client.Space(only.Id)
            : throw new UsageException("space_missing", $"Which space? Name one by --space or SEGX_SPACE: {string.Join(", ", spaces.Select(space => space.Id))}.");
    }

    /// <summary>The API's address as the options, the environment or the last sign-in have it.</summary>
    /// <exception cref="UsageException">There is none, it is none, or it is another machine's over plain http.</exception>
    public static Uri ApiOf(CommandContext context, ParseResult parsed, Credentials? credentials)
    {
        var address = parsed.GetValue(GlobalOptions.Api) ?? OfEnvironment(context) ?? credentials?.Api
            ?? throw new UsageException("api_missing", "Which API? Name it by --api or SEGX_API, as in --api https://exports.example.com.");
        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback || parsed.GetValue(GlobalOptions.Insecure)
            ? address
            : throw new UsageException("insecure_api", $"Over plain http everybody between here and {address.Host} can read the token and the file. Use https, or allow it by --insecure.");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // Whoever sets it means that cluster and no other, also where it is misspelt.
    private static Uri? OfEnvironment(CommandContext context) => context.Environment(ApiVariable) is { Length: > 0 } text
        ? GlobalOptions.AddressOf(text) ?? throw new UsageException("invalid_api", $"{ApiVariable} is an absolute http or https URL, as in https://exports.example.com; not '{text}'.")
        : null;

    private static ServiceProvider Services(Credentials credentials, CommandContext context)
    {
        var services = new ServiceCollection().AddSingleton(context.Time).AddSingleton(_ => new TokenSource(credentials, context.Credentials, context.Time));
        services.AddSegmentExportClient();
        services.AddOptions<SegmentExportClientOptions>().Configure<TokenSource>((options, token) =>
        {
            (options.BaseAddress, options.Token) = (credentials.Api, token.GetAsync);
            context.Configure?.Invoke(options);
        });
        return services.BuildServiceProvider();
    }

    private static async Task<Session> OpenAsync(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var token = context.Environment(TokenVariable) is { Length: > 0 } set ? set : null;
        var credentials = token is null || string.IsNullOrEmpty(context.Environment(ApiVariable)) && parsed.GetValue(GlobalOptions.Api) is null ? await context.Credentials.ReadAsync(cancellation) : null;
        var api = ApiOf(context, parsed, credentials);

        // A token is for the API that gave it, and is sent to no other.
        var signIn = token is not null ? new(api, token, null) : credentials?.Api == api ? credentials
            : throw new UsageException("not_signed_in", $"You are not signed in at {api}. Use 'segx sign-in', or set {TokenVariable}.", ExitCodes.NotSignedIn);
        return new(
            Services(signIn, context), parsed.GetValue(GlobalOptions.Space) ?? context.Environment(SpaceVariable), context.Terminal, parsed.GetValue(GlobalOptions.Json));
    }
}
