using Actors.HaAgent.Coordination;
using Actors.HaAgent.Events;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Coordination;

/// <summary>What is so when the coordinator decides, as tables give it.</summary>
internal static class Scene
{
    /// <summary>Agents by name, that which is longest in the cluster first; one of 0.1.0 ends with <c>!</c>.</summary>
    public static CoordinatorContext At(double seconds, string agents) => new(
        new Moment((long)(seconds * TimeSpan.TicksPerSecond), TimeSpan.TicksPerSecond, DateTimeOffset.UnixEpoch.AddSeconds(seconds)),
        [
            .. agents.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(name => Agent(name.TrimEnd('!'), obeys: !name.EndsWith('!'))),
        ]);

    private static CoordinatedAgent Agent(string name, bool obeys) =>
        new(name, new Address("akka.tcp", "actors", $"host-{name}", 4053), obeys);
}
