using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors freeze</c>: who is lost stays in HAProxy.</summary>
internal static class FreezeCommand
{
    public static Command Create(Surroundings here) => AgentOrder.Create(here, "freeze", "Freezes the list: who is lost stays in HAProxy, whose checks decide, until ./actors thaw.", "The list is to be frozen: who is lost stays in HAProxy. ./actors thaw ends it.");
}
