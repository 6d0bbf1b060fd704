using Spectre.Console;

namespace SegmentExport.Cli.Output;

/// <summary>Where a command writes: answers to the output, all else to the error output. Works without a terminal: no colours, no bars, no line is broken.</summary>
internal sealed class Terminal
{
    // Wide enough that no table is broken for a script or a file.
    private const int Unbroken = 4000;

    /// <param name="output">For answers.</param>
    /// <param name="errorOutput">For errors and progress.</param>
    /// <param name="input">What is typed or piped in.</param>
    /// <param name="isOutputTerminal">Whether the output is a terminal.</param>
    /// <param name="isErrorTerminal">Whether the error output is one.</param>
    public Terminal(TextWriter output, TextWriter errorOutput, TextReader input, bool isOutputTerminal, bool isErrorTerminal)
    {
        (Output, ErrorOutput, Input, IsInteractive) = (output, errorOutput, input, isErrorTerminal);
        Tables = Console(output, isOutputTerminal);
        Bars = Console(errorOutput, isErrorTerminal);
    }

    /// <summary>For answers.</summary>
    public TextWriter Output { get; }

    /// <summary>For errors and progress.</summary>
    public TextWriter ErrorOutput { get; }

    /// <summary>What is typed or piped in.</summary>
    public TextReader Input { get; }

    /// <summary>Whether somebody sees the progress.</summary>
    public bool IsInteractive { get; }

    /// <summary>Writes tables.</summary>
    public IAnsiConsole Tables { get; }

    /// <summary>Shows progress.</summary>
    public IAnsiConsole Bars { get; }

    /// <summary>The process's own.</summary>
    public static Terminal OfProcess() =>
        new(System.Console.Out, System.Console.Error, System.Console.In, !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected);

    /// <summary>One line of an answer, or of progress where nobody sees bars.</summary>
    public void Say(string line) => ErrorOutput.WriteLine(SafeText.Of(line));

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = Unbroken;
        }

        return console;
    }
}
