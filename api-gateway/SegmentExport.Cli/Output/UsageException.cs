namespace SegmentExport.Cli.Output;

/// <summary>The command line asks for something that cannot be.</summary>
/// <param name="code">The stable code.</param>
/// <param name="message">What was found, what is allowed.</param>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
internal sealed class UsageException(string code, string message, int exitCode = ExitCodes.Usage) : Exception(message)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>What the program ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
