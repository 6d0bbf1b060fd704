namespace SegmentExport.Cli.Completion;

/// <summary>Scripts by which shells ask the program what may come next: <c>segx "[suggest:POSITION]" "LINE"</c> answers one word a line.</summary>
internal static class ShellScripts
{
    private const string Bash = """
        _segx() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(segx "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _segx segx
        """;

    private const string Zsh = """
        _segx() {
          local -a words_of_segx
          words_of_segx=("${(@f)$(segx "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -a words_of_segx
        }
        compdef _segx segx
        """;

    private const string Fish = """
        complete -c segx -f -a '(segx "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName segx -ScriptBlock {
          param($word, $line, $position)
          segx "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }
        """;

    /// <summary>The script of a shell.</summary>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };
}
