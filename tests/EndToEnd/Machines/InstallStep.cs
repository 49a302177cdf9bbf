namespace Actors.EndToEnd.Machines;

/// <summary>
/// The commands of <c>docs/install.md</c>: each block of a shell whose first line says where it is run, such as <c># on every machine</c>
/// or <c># on lb1</c>, and with a comma behind it when, such as <c># on every machine, to upgrade</c>.
/// </summary>
/// <param name="Where">A machine's name; null for every one.</param>
/// <param name="When">For what; empty for the installation.</param>
/// <param name="Commands">What is run.</param>
internal sealed record InstallStep(string? Where, string When, string Commands)
{
    private const string Every = "every machine";
    private const string Beginning = "```sh\n# on ";
    private const string End = "```";

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<InstallStep> Read() =>
    [
        .. File.ReadAllText(Repository.PathOf("docs", "install.md")).Split(Beginning)[1..]
            .Select(block => Of(block[..block.IndexOf(End, StringComparison.Ordinal)])),
    ];

    private static InstallStep Of(string block)
    {
        var line = block.IndexOf('\n', StringComparison.Ordinal);
        var words = block[..line].Split(", ");
        return new InstallStep(words[0] == Every ? null : words[0], words.ElementAtOrDefault(1) ?? "", block[(line + 1)..]);
    }
}
