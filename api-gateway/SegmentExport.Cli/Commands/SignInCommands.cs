using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;

namespace SegmentExport.Cli.Commands;

/// <summary>Signing in and out.</summary>
internal static class SignInCommands
{
    /// <summary>Keeps a token, from a name (development) or from the input.</summary>
    public static Command SignIn(CommandContext context)
    {
        var user = new Option<string?>("--user") { Description = "Signs in by this name, at a gateway for development.", HelpName = "name" };
        var stdin = new Option<bool>("--token-stdin") { Description = "Reads the token from the input, so that it is in no list of processes." };
        var command = new Command("sign-in", "Signs in and keeps the token, readable for you alone.") { user, stdin };
        command.Validators.Add(result =>
        {
            if (result.GetValue(user) is null == !result.GetValue(stdin))
            {
                result.AddError("Either --user or --token-stdin.");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var api = Session.ApiOf(context, parsed, null);
            var credentials = parsed.GetValue(user) is { } name
                ? await DevelopmentSignIn.RunAsync(api, name, context.Time, cancellation)
                : new Credentials(api, await ReadTokenAsync(context.Terminal, cancellation), null);
            var me = await AskAsync(credentials, context, cancellation);
            await context.Credentials.WriteAsync(credentials, cancellation);
            Answers.One(
                context.Terminal, parsed.GetValue(GlobalOptions.Json), new { user = me.User, api, credentials.ExpiresAt },
                ("user", me.User), ("api", api.ToString()), ("until", Shown.Time(credentials.ExpiresAt)));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Forgets the token.</summary>
    public static Command SignOut(CommandContext context)
    {
        var command = new Command("sign-out", "Forgets the token.");
        command.SetAction(_ =>
        {
            context.Credentials.Delete();
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<string> ReadTokenAsync(Terminal terminal, CancellationToken cancellation) =>
        (await terminal.Input.ReadLineAsync(cancellation))?.Trim() is { Length: > 0 } token ? token : throw new UsageException("token_missing", "There is no token in the input.");

    /// <summary>A token that is not taken is not kept.</summary>
    private static Task<Client.Contracts.Me> AskAsync(Credentials credentials, CommandContext context, CancellationToken cancellation) =>
        Session.ConnectAsync(credentials, context, client => client.GetMeAsync(cancellation));
}
