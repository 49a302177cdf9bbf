namespace Actors.WebNode.Programs;

/// <summary>The command line of the web node: its own settings, then <c>--</c>, then a program with its arguments. Pure.</summary>
/// <param name="Settings">What is for the node itself.</param>
/// <param name="Program">The program and its arguments; null where there is no <c>--</c>.</param>
public sealed record CommandLine(string[] Settings, IReadOnlyList<string>? Program)
{
    private const string Mark = "--";

    /// <summary>Splits at the first <c>--</c>: later ones are the program's own.</summary>
    public static CommandLine Split(string[] args) =>
        Array.IndexOf(args, Mark) is var at and >= 0 ? new CommandLine(args[..at], args[(at + 1)..]) : new CommandLine(args, null);
}
