using System.CommandLine;
using System.CommandLine.Invocation;

namespace SegmentExport.Cli.Output;

/// <summary>Help under the name that people type; by itself it has that of the file that runs.</summary>
/// <param name="help">Writes it.</param>
internal sealed class NamedHelp(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => help.ClearsParseErrors;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        try
        {
            var code = help.Invoke(parseResult);
            output.Write(text.ToString().Replace($"  {RootCommand.ExecutableName} ", "  segx ", StringComparison.Ordinal));
            return code;
        }
        finally
        {
            configuration.Output = output;
        }
    }
}
