namespace Actors;

/// <summary>What the executable was called for. Pure.</summary>
/// <param name="Program">The program that it must be; null for a command of an operator.</param>
/// <param name="Arguments">The program's own.</param>
internal sealed record Invocation(NodeProgramKind? Program, string[] Arguments)
{
    private const string AskForVersion = "--version";

    private static readonly string[] AskForHelp = ["--help", "-h", "-?"];

    /// <summary>By the name of the link that was called, else by the first argument.</summary>
    /// <param name="called">What it was called, with or without a path.</param>
    /// <param name="args">The arguments after it.</param>
    public static Invocation Of(string called, string[] args)
    {
        if (NodePrograms.All.FirstOrDefault(program => program.Link == Path.GetFileName(called)) is { } linked)
        {
            return Of(linked, args);
        }

        return args is [var word, .. var own] && NodePrograms.All.FirstOrDefault(program => program.Word == word) is { } named
            ? Of(named, own)
            : new Invocation(null, args);
    }

    // Help for one of them is a page like all others, and they all are of one version. What comes after -- is of another program.
    private static Invocation Of(NodeProgramKind program, string[] own)
    {
        string[] ours = [.. own.TakeWhile(arg => arg != "--")];
        return ours.Any(AskForHelp.Contains) ? new Invocation(null, [program.Word, "--help"])
            : ours.Contains(AskForVersion) ? new Invocation(null, [AskForVersion])
            : new Invocation(program, own);
    }
}
