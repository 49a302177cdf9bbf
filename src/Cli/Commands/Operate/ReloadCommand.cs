using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors reload</c>: HAProxy begins anew on its file.</summary>
internal static class ReloadCommand
{
    public static Command Create(Surroundings here) => AgentOrder.Create(here, "reload", "Reloads HAProxy on a freshly rendered configuration, without losing a request.", "HAProxy is to be reloaded.");
}
