using SegmentExport.Cli;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.TestKit.Data;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>The program <c>segx</c> within the test's process, without a terminal, with a folder of its own for its token.</summary>
internal sealed class Segx : IDisposable
{
    private readonly TempDataFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    public Segx(Uri? api = null)
    {
        if (api is not null)
        {
            _environment["SEGX_API"] = api.ToString();
        }

        _environment["XDG_CONFIG_HOME"] = _folder.Path;
    }

    /// <summary>Where the token is kept.</summary>
    public string TokenFile => _folder.Combine("segment-export/credentials.json");

    /// <summary>A folder to work in.</summary>
    public string Folder => _folder.Path;

    /// <summary>Comes with an API's address, or what is none, by the environment.</summary>
    public Segx WithApi(string api)
    {
        _environment["SEGX_API"] = api;
        return this;
    }

    /// <summary>Comes with a token by the environment.</summary>
    public Segx WithToken(string token)
    {
        _environment["SEGX_TOKEN"] = token;
        return this;
    }

    /// <summary>Runs one command.</summary>
    public Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs one command with an input.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(string input, string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var reader = new StringReader(input);
        var context = new CommandContext(
            new Terminal(output, errors, reader, isOutputTerminal: false, isErrorTerminal: false),
            name => _environment.GetValueOrDefault(name),
            CredentialFile.OfUser(name => _environment.GetValueOrDefault(name)),
            TimeProvider.System,
            options => options.FirstWait = TimeSpan.Zero);
        var code = await SegxProgram.RunAsync(arguments, context);
        return (code, output.ToString(), errors.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
