using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>--force</c>: what the agent refuses since it would leave clients without a node.</summary>
internal static class ForceOption
{
    /// <param name="description">What may be so with it.</param>
    public static Option<bool> Create(string description) => new("--force") { Description = description };
}
