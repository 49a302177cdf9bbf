using System.CommandLine;
using Actors.Contracts.Management;

namespace Actors.Cli.Commands;

/// <summary>Options that many commands have.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() =>
        new("--json") { Description = "Print JSON to standard output, everything else to standard error." };

    public static Option<FileInfo?> TokenFile() => new("--token-file")
    {
        Description = $"A file with the token; else {TokenSearch.Variable}, the file that {TokenSearch.FileVariable} names, or that of "
            + "what runs here.",
        HelpName = "FILE",
    };
}
