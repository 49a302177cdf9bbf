using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors maintenance NODE</c>: no traffic and no checks.</summary>
internal static class MaintenanceCommand
{
    public static Command Create(Surroundings here) => OrderForNode.Create(
        here,
        "maintenance",
        "Puts a node into maintenance: no traffic and no checks, until ./actors ready.",
        "is to be in maintenance. ./actors ready takes it back.");
}
