using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>Something that is measured.</summary>
/// <param name="Name">As the user names it.</param>
/// <param name="About">One line about it.</param>
/// <param name="RunAsync">Runs a round on a system with three web nodes, and leaves it so.</param>
internal sealed record Scenario(string Name, string About, Func<IBalancedSystem, Task<Round>> RunAsync)
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("join", "a fourth node comes", Changes.JoinAsync),
        new("stop", "one of three nodes is stopped (SIGTERM)", Changes.StopAsync),
        new("kill", "one of three nodes dies (SIGKILL)", Changes.KillAsync),
        new("rolling", "every node is restarted, one after the other", Changes.RollingAsync),
    ];
}
