namespace Actors.WebNode.Programs;

/// <summary>
/// The command line of the web node: its own settings, then <c>--</c>, then a program with its arguments; or <c>--attach HOST:PORT</c>
/// among the settings, for a program that runs already. Pure.
/// </summary>
/// <param name="Settings">What is for the node itself; <c>--attach</c> as the setting that it is.</param>
/// <param name="Program">The program and its arguments; null where there is no <c>--</c>.</param>
public sealed record CommandLine(string[] Settings, IReadOnlyList<string>? Program)
{
    private const string Mark = "--";
    private const string Attach = "--attach";
    private const string AttachSetting = "--Web:Attach";

    /// <summary>Splits at the first <c>--</c>: later ones are the program's own.</summary>
    public static CommandLine Split(string[] args) => Array.IndexOf(args, Mark) is var at and >= 0
        ? new CommandLine([.. args[..at].Select(Setting)], args[(at + 1)..])
        : new CommandLine([.. args.Select(Setting)], null);

    private static string Setting(string word) =>
        word == Attach || word.StartsWith(Attach + '=', StringComparison.Ordinal) ? AttachSetting + word[Attach.Length..] : word;
}
