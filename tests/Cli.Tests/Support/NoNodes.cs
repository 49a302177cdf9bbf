using Actors.Cli.Client;

namespace Actors.Cli.Tests.Support;

/// <summary>A machine on which no node runs.</summary>
internal static class NoNodes
{
    public static ILocalNodes Here { get; } = new NodesOfThisMachine(_ => null, _ => null, _ => false);
}
