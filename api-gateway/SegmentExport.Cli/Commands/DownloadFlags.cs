using System.CommandLine;
using SegmentExport.Client.Downloads;

namespace SegmentExport.Cli.Commands;

/// <summary>The options of commands that download.</summary>
internal sealed class DownloadFlags
{
    private readonly Option<string?> _container = new("--container") { Description = "gzip, zip, plain, zstd, xlsx or protected_zip; default the format's own.", HelpName = "name" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replaces a file that is there." };
    private readonly Option<int> _parallel = new("--parallel") { Description = "Ranges at once, 1 to 16; default 4.", HelpName = "count", DefaultValueFactory = _ => 4 };

    /// <summary>Where to.</summary>
    public Option<string?> Out { get; } = new("--out", "-o") { Description = "The file, or a folder that exists.", HelpName = "path" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 16)
            {
                result.AddError("--parallel is 1 to 16.");
            }
        });
        command.Options.Add(Out);
        command.Options.Add(_container);
        command.Options.Add(_overwrite);
        command.Options.Add(_parallel);
    }

    /// <summary>As the command line has them.</summary>
    public DownloadOptions Read(ParseResult parsed) =>
        new() { Container = parsed.GetValue(_container), Overwrite = parsed.GetValue(_overwrite), Parallelism = parsed.GetValue(_parallel) };
}
