using System.CommandLine;

namespace Actors.Cli.Commands;

/// <summary>Options that many commands have.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() =>
        new("--json") { Description = "Print JSON to standard output, everything else to standard error." };
}
