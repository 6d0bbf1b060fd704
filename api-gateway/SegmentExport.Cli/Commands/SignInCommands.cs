using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.Client.Contracts;

namespace SegmentExport.Cli.Commands;

/// <summary>Signing in and out.</summary>
internal static class SignInCommands
{
    private const string UsualScope = "openid";

    /// <summary>Keeps a token: from the issuer, from the input, or by a name (development).</summary>
    public static Command SignIn(CommandContext context)
    {
        var user = new Option<string?>("--user") { Description = "Signs in by this name, at a gateway for development.", HelpName = "name" };
        var stdin = new Option<bool>("--token-stdin") { Description = "Reads the token from the input, so that it is in no list of processes." };
        var issuer = new Option<string?>("--issuer") { Description = "The issuer's URL. Else the one that the API names.", HelpName = "url" };
        var client = new Option<string?>("--client-id") { Description = "The client id of segx at the issuer. Else the one that the API names.", HelpName = "id" };
        var scope = new Option<string?>("--scope") { Description = "What to ask the issuer for, with blanks. Else what the API names.", HelpName = "scopes" };
        var command = new Command("sign-in", "Signs in by a browser, here or on another machine, and keeps the token, readable for you alone.") { user, stdin, issuer, client, scope };
        command.Validators.Add(result =>
        {
            var ways = new[] { result.GetValue(user) is not null, result.GetValue(stdin), (result.GetValue(issuer) ?? result.GetValue(client) ?? result.GetValue(scope)) is not null };
            if (ways.Count(way => way) > 1)
            {
                result.AddError("Either --user, or --token-stdin, or at an issuer.");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var api = Session.ApiOf(context, parsed, null);
            var credentials = parsed.GetValue(user) is { } name ? await DevelopmentSignIn.RunAsync(api, name, context.Time, cancellation)
                : parsed.GetValue(stdin) ? new Credentials(api, await ReadTokenAsync(context.Terminal, cancellation), null)
                : await AtIssuerAsync(api, parsed.GetValue(issuer), parsed.GetValue(client), parsed.GetValue(scope), context, cancellation);
            var me = await AskAsync(credentials, context, cancellation);
            await KeepAsync(credentials with { Id = Guid.CreateVersion7() }, context, cancellation);
            Answers.One(
                context.Terminal, parsed.GetValue(GlobalOptions.Json), new { user = me.User, api, credentials.ExpiresAt, credentials.IsRenewed },
                ("user", me.User), ("api", api.ToString()), ("until", credentials.IsRenewed ? "you sign out: it is renewed by itself" : Shown.Time(credentials.ExpiresAt)));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Forgets the token.</summary>
    public static Command SignOut(CommandContext context)
    {
        var command = new Command("sign-out", "Forgets the token, here and at the issuer where it can be.");
        command.SetAction(async (_, cancellation) =>
        {
            if (context.Credentials.IsThere && await ForgetAsync(context, cancellation) is { } renewal)
            {
                await RevokeAsync(renewal, context.Terminal, cancellation);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<Credentials> AtIssuerAsync(Uri api, string? url, string? clientId, string? scope, CommandContext context, CancellationToken cancellation)
    {
        // Asked only for what is not said: an API of before names no client id for this program.
        var named = url is null || clientId is null ? (await Session.ConnectAsync(new(api, "", null), context, client => client.GetConsoleSettingsAsync(cancellation))).SignIn : null;
        if (url is null && named is { Kind: "development" })
        {
            throw new UsageException("user_missing", $"This API is for development. Sign in by one of its names: segx sign-in --user NAME, with {string.Join(", ", named.Users)}.");
        }

        if ((url ?? named?.Authority) is not { } authority || (clientId ?? named?.CommandLineClientId ?? named?.ClientId) is not { } own)
        {
            throw new UsageException(
                "issuer_missing", "The API does not say at which issuer one signs in, or as which client. Name both by --issuer and --client-id, or bring a token: segx sign-in --token-stdin.", ExitCodes.NotSignedIn);
        }

        using var issuer = await Issuer.FindAsync(authority, own, cancellation);
        var scopes = scope ?? issuer.ScopesOf(named?.Scopes is { Count: > 0 } usual ? usual : [UsualScope]);
        return await new DeviceSignIn(issuer, context.Terminal.Say, context.Time).RunAsync(api, scopes, cancellation);
    }

    // A renewal that is under way in another command ends before it is replaced, and sees that it was.
    private static async Task KeepAsync(Credentials credentials, CommandContext context, CancellationToken cancellation)
    {
        await using var held = await context.Credentials.HoldAsync(cancellation);
        await context.Credentials.WriteAsync(credentials, cancellation);
    }

    private static async Task<Renewal?> ForgetAsync(CommandContext context, CancellationToken cancellation)
    {
        await using var held = await context.Credentials.HoldAsync(cancellation);
        var renewal = await RenewalAsync(context, cancellation);
        context.Credentials.Delete();
        return renewal;
    }

    private static async Task<Renewal?> RenewalAsync(CommandContext context, CancellationToken cancellation)
    {
        try
        {
            return (await context.Credentials.ReadAsync(cancellation))?.Renewal;
        }
        catch (UsageException)
        {
            // Others can read it, or it is none: it goes all the same.
            return null;
        }
    }

    private static async Task RevokeAsync(Renewal renewal, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            using var issuer = await Issuer.FindAsync(renewal.Issuer, renewal.ClientId, cancellation);
            if (await issuer.RevokeAsync(renewal.RefreshToken, cancellation))
            {
                return;
            }
        }
        catch (UsageException)
        {
            // It is said below.
        }

        terminal.Say($"The token is forgotten here. The issuer {renewal.Issuer} was not told: its sign-in ends there by itself.");
    }

    private static async Task<string> ReadTokenAsync(Terminal terminal, CancellationToken cancellation) =>
        (await terminal.Input.ReadLineAsync(cancellation))?.Trim() is { Length: > 0 } token ? token : throw new UsageException("token_missing", "There is no token in the input.");

    /// <summary>A token that is not taken is not kept. It is asked with as it is: what is not kept is not renewed, nor changed for what is.</summary>
    private static Task<Me> AskAsync(Credentials credentials, CommandContext context, CancellationToken cancellation) =>
        Session.ConnectAsync(credentials with { Renewal = null }, context, client => client.GetMeAsync(cancellation));
}
