using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>./actors ready NODE</c>: drain and maintenance are taken back.</summary>
internal static class ReadyCommand
{
    public static Command Create(Surroundings here) => OrderForNode.Create(
        here,
        "ready",
        "Takes back the drain or maintenance of a node.",
        "is to get traffic again, as far as the cluster and HAProxy's checks let it.");
}
