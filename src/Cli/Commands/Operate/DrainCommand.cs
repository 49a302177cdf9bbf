using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors drain NODE</c>: it finishes what it has and gets nothing new.</summary>
internal static class DrainCommand
{
    public static Command Create(Surroundings here) => OrderForNode.Create(
        here,
        "drain",
        "Takes a node out of rotation: it finishes what it has and gets nothing new, until ./actors ready.",
        "is to be drained. ./actors nodes shows how far it is; ./actors ready takes it back.");
}
