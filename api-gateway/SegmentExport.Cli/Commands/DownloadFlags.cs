using System.CommandLine;
using SegmentExport.Cli.Output;
using SegmentExport.Client.Downloads;

namespace SegmentExport.Cli.Commands;

/// <summary>The options of commands that download.</summary>
internal sealed class DownloadFlags
{
    private readonly Option<string?> _container = new("--container") { Description = "gzip, zip, plain, zstd, xlsx or protected_zip; default the format's own.", HelpName = "name" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replaces a file that is there." };
    private readonly Option<bool> _unchecked = new("--allow-unchecked") { Description = "Takes the file also where the API has no digest of it yet." };
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
        command.Options.Add(_unchecked);
        command.Options.Add(_parallel);
    }

    /// <summary>As the command line has them.</summary>
    public DownloadOptions Read(ParseResult parsed) =>
        new() { Container = parsed.GetValue(_container), Overwrite = parsed.GetValue(_overwrite), AllowUnchecked = parsed.GetValue(_unchecked), Parallelism = parsed.GetValue(_parallel) };

    /// <summary>Says at once where a file is in the way, and not after the hours that an approver takes.</summary>
    /// <exception cref="UsageException">There is such a file.</exception>
    public void RefuseFileInTheWay(ParseResult parsed)
    {
        if (parsed.GetValue(Out) is { } path && !parsed.GetValue(_overwrite) && File.Exists(path))
        {
            throw new UsageException("file_exists", $"There is a file '{path}' already. Choose another name, or overwrite it by --overwrite.", ExitCodes.File);
        }
    }
}
