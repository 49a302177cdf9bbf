using Actors.HaAgent;
using Actors.WebNode;

namespace Actors;

/// <summary>The programs that the executable can be.</summary>
internal static class NodePrograms
{
    private const string Settings = "Settings are written --Section:Key=value, or ACTORS_SECTION__KEY=value in the environment.";

    /// <summary>Each of them.</summary>
    public static IReadOnlyList<NodeProgramKind> All { get; } =
    [
        new("seed", "actors-seed", $"Runs a seed, where others join: seed [SETTING ...]\n{Settings}", SeedProgram.RunAsync),
        new(
            "agent", "actors-ha",
            "Runs the agent beside HAProxy: agent [SETTING ...] | agent template export|check | agent leave | agent stop-haproxy\n"
                + Settings,
            AgentProgram.RunAsync),
        new(
            "node", "actors-web",
            $"Runs a node with the program that it serves: node [SETTING ...] [--attach HOST:PORT | -- PROGRAM [ARGUMENT ...]]\n{Settings}",
            WebProgram.RunAsync),
    ];
}
