using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors thaw</c>: who is lost leaves HAProxy again.</summary>
internal static class ThawCommand
{
    public static Command Create(Surroundings here) => AgentOrder.Create(here, "thaw", "Ends a freeze: who is lost leaves HAProxy.", "The list is to be thawed: who is lost leaves HAProxy.");
}
