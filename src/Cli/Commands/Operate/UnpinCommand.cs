using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors unpin</c>: configurations follow the cluster again.</summary>
internal static class UnpinCommand
{
    public static Command Create(Surroundings here) => AgentOrder.Create(here, "unpin", "Takes back a rollback: the configuration follows the cluster and the template again.", "The pin is taken off: the configuration follows the cluster again.");
}
