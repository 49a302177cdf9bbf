using Actors.Bench.Systems;

namespace Actors.Bench.Scenarios;

/// <summary>Something that can be measured.</summary>
/// <param name="Name">As the user names it.</param>
/// <param name="About">One line about it.</param>
/// <param name="MostRounds">Rounds beyond these tell nothing new, and take long.</param>
internal abstract record Measurement(string Name, string About, int MostRounds)
{
    public static readonly IReadOnlyList<Measurement> All =
    [
        new Scenario("join", "a fourth node comes", Changes.JoinAsync),
        new Scenario("stop", "one of three nodes is stopped (SIGTERM)", Changes.StopAsync),
        new Scenario("kill", "one of three nodes dies (SIGKILL)", Changes.KillAsync),
        new Scenario("hang", "one of three nodes stands still (SIGSTOP) for 12 s", Changes.HangAsync),
        new Scenario("rolling", "every node is restarted, one after the other", Changes.RollingAsync),
        new Scenario("burst20", "20 nodes more are wanted at the same moment", system => Burst.RunAsync(system, 20)) { UsesUp = true },
        new Scenario(
            "burst50", "50 nodes more are wanted at the same moment",
            system => Burst.RunAsync(system, 50)) { UsesUp = true, MostRounds = 3 },
        new Scenario("churn", "200 changes of membership in a row", Churn.RunAsync) { MostRounds = 1 },
        new Scenario("agent", "the agent is killed (SIGKILL) and started again, 20 times", Crashes.AgentAsync),
        new Scenario("worker", "HAProxy's serving process is killed (SIGKILL), 20 times", Crashes.WorkerAsync),
        new Scenario("memory", "memory of each process", Memory.RunAsync),
        new Contest("throughput", "requests/s through our configuration, a hand-written one, and YARP", Throughput.RunAsync),
        new Contest("plan", "time to plan and to apply for 10, 1,000 and 10,000 servers", PlanScale.RunAsync),
    ];
}

/// <summary>One that is run on each system, in turn.</summary>
/// <param name="Name">As the user names it.</param>
/// <param name="About">One line about it.</param>
/// <param name="RunAsync">Runs a round on a system with three web nodes, and leaves it so.</param>
internal sealed record Scenario(string Name, string About, Func<IBalancedSystem, Task<Round>> RunAsync)
    : Measurement(Name, About, int.MaxValue)
{
    /// <summary>Whether the system is of no use afterwards.</summary>
    public bool UsesUp { get; init; }

    /// <summary>Whether it means something for a system.</summary>
    public Func<IBalancedSystem, bool> Fits { get; init; } = _ => true;
}

/// <summary>One that needs no system as a whole: it starts what it compares, and gives a round for each by name.</summary>
/// <param name="Name">As the user names it.</param>
/// <param name="About">One line about it.</param>
/// <param name="RunAsync">Runs a round; its number and HAProxy's program are given.</param>
internal sealed record Contest(string Name, string About, Func<int, string, Task<IReadOnlyDictionary<string, Round>>> RunAsync)
    : Measurement(Name, About, int.MaxValue);
