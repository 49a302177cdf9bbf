using System.CommandLine;
using System.Globalization;

namespace Actors.Cli.Commands.Operate;

/// <summary>Revisions on the command line.</summary>
internal static class Revision
{
    public static Argument<long> Argument(CommandHost host, string name) => new(name)
    {
        Description = $"A revision; {host.ProgramName} history lists them.",
        CustomParser = result =>
        {
            var text = result.Tokens is [{ Value: var value }] ? value : "";
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            {
                return revision;
            }

            result.AddError($"{name} must be the number of a revision, not '{text}'.");
            return 0;
        },
    };
}
