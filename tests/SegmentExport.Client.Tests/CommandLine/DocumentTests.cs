using System.CommandLine;
using System.Reflection;
using SegmentExport.Cli;
using SegmentExport.Cli.Output;
using SegmentExport.Cli.Sessions;
using SegmentExport.TestKit.Processes;

namespace SegmentExport.Client.Tests.CommandLine;

/// <summary>docs/cli.md is the program's.</summary>
public sealed class DocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs/cli.md"));

    [Fact]
    public void Document_HasEveryCommandWithItsOptions()
    {
        using var nowhere = new StringWriter();
        var root = SegxProgram.Build(new(new Terminal(nowhere, nowhere, TextReader.Null, false, false), _ => null, new CredentialFile("none"), TimeProvider.System));

        foreach (var command in Leaves(root))
        {
            var name = command.Parents.OfType<Command>().First() is RootCommand ? command.Name : $"{command.Parents.First().Name} {command.Name}";
            Assert.Contains($"`{name}", Document, StringComparison.Ordinal);
            Assert.All(command.Options.Where(option => option is not System.CommandLine.Help.HelpOption), option => Assert.Contains(option.Name, Document, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Document_HasEveryExitCode()
    {
        foreach (var field in typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        {
            Assert.Contains($"  | {field.GetRawConstantValue()} | ", Document, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("plain 文字", "plain 文字")]
    [InlineData("\u001B[2Jgone", "_[2Jgone")]
    [InlineData("a\u202Eb\r\nc", "a_b__c")]
    public void SafeText_OfWhatMovesTheCursor_HasUnderscores(string text, string shown) => Assert.Equal(shown, SafeText.Of(text));

    private static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);
}
