namespace Actors.Cli.Commands;

/// <summary>
/// Scripts that have a shell ask this program how a command line can go on, by System.CommandLine's <c>[suggest]</c> directive.
/// </summary>
internal static class CompletionScript
{
    // What is suggested is compared and inserted, never evaluated: names of nodes come over the network.
    private const string Bash = """
        # Completion of PROGRAM for bash. Now: eval "$(PROGRAM completion bash)"; always: put that, with the full path, into ~/.bashrc.
        _actors() {
            local program=${1/#\~\//$HOME/} line=${COMP_LINE:0:COMP_POINT} found
            # Without the program's name.
            line=${line#*[[:space:]]}
            COMPREPLY=()
            while IFS= read -r found; do
                # Options only for who has begun one: files would not be offered otherwise.
                if [[ $found == "$2"* && ($found != -* || $2 == -*) ]]; then
                    COMPREPLY+=("$found")
                fi
            done < <("$program" "[suggest:${#line}]" "$line" 2>/dev/null </dev/null)
        }
        complete -o default -F _actors actors
        """;

    private const string Zsh = """
        #compdef actors
        # Completion of PROGRAM for zsh. Now: eval "$(PROGRAM completion zsh)"; always: put that, with the full path, into ~/.zshrc.
        _actors() {
            local program=${words[1]/#\~\//$HOME/} line found
            local -a typed offered
            typed=("${(@)words[2,CURRENT-1]}" "$PREFIX")
            line="${(j: :)typed}"
            while IFS= read -r found; do
                if [[ $found != -* || $PREFIX == -* ]]; then
                    offered+=("$found")
                fi
            done < <("$program" "[suggest:${#line}]" "$line" 2>/dev/null </dev/null)
            compadd -a offered || _files
        }
        if [[ ${funcstack[1]} == _actors ]]; then
            # From a file in a folder of completions, which zsh reads when it is wanted first, as the function of its name.
            _actors "$@"
        else
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
            compdef _actors actors
        fi
        """;

    private const string Fish = """
        # Completion of PROGRAM for fish. Now: PROGRAM completion fish | source;
        # always: put that, with the full path, into ~/.config/fish/config.fish.
        function __actors_complete
            set -l before (commandline -opc)
            set -l word (commandline -ct)
            set -l line (string join ' ' -- $before[2..-1] "$word")
            set -l offered ($before[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null </dev/null)
            if test (count $offered) -gt 0
                printf '%s\n' $offered
            else
                __fish_complete_path "$word"
            end
        end
        complete -c actors -f -a '(__actors_complete)'
        """;

    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The script for a shell.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="program">As the user calls the program.</param>
    public static string For(string shell, string program) => Text(shell).Replace("PROGRAM", program, StringComparison.Ordinal);

    /// <summary>Whether it is such a script that runs this program.</summary>
    public static bool IsAsking(IReadOnlyList<string> arguments) =>
        arguments is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);

    private static string Text(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "there is none for it"),
    };
}
