using Actors.Clustering.Hosting;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>
/// Hands overrides that a request asks for to their store. Whether there is such a node or service is answered by the writer's memory: it
/// outlives actor systems, and a busy writer delays no request. What an override would leave of a service the store judges (ADR 52).
/// </summary>
internal sealed class OverrideDesk(WriterMemory memory, ClusterNode node, AgentActors actors, AgentView view, CommandDesk commands)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Sets an override for a node.</summary>
    public async Task<IResult> ForNodeAsync(string name, OverrideChange change, Asked asked)
    {
        var servers = memory.Current.Servers.Select(standing => standing.Server).ToList();
        return servers.Find(server => server.Name == name) is { } server ? await GiveAsync(name, server.Service, change, asked)
            // One that is not in, or not yet, may still have an override, and its next life would come up with that.
            : change is OverrideChange.Ready or OverrideChange.SetWeight(null)
                && await view.OverrideOfAsync(name, asked.Aborted) is not null ? await GiveAsync(name, null, change, asked)
            : Problems.NoNode(name, servers.Select(one => one.Name));
    }

    /// <summary>Sets an override for a service.</summary>
    public async Task<IResult> ForServiceAsync(string name, OverrideChange change, Asked asked)
    {
        var services = memory.Current.Services;
        return services.Contains(name, StringComparer.Ordinal)
            ? await GiveAsync(ServiceOverride.KeyOf(name), name, change, asked)
            : Problems.NoService(name, services);
    }

    /// <summary>Freezes all servers or thaws them, also where this agent froze them itself.</summary>
    public Task<IResult> ForAllAsync(bool isFrozen, Asked asked) =>
        GiveAsync(FreezeOverride.Key, null, new OverrideChange.SetFrozen(isFrozen), asked);

    private async Task<IResult> GiveAsync(string subject, string? service, OverrideChange change, Asked asked)
    {
        var (author, problem) = Callers.Read(asked.Http, asked.Reason);
        if (problem is not null)
        {
            return problem;
        }

        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        var set = new SetOverride(subject, change, author)
        {
            Guarded = asked.IsForced || service is null ? null : await view.SeeAsync(service, asked.Aborted),
        };
        try
        {
            var answer = await actors.Overrides.Ask<object>(set, LongestAnswer, asked.Aborted);
            await commands.UntilAsync((answer as OverrideGiven)?.Noted ?? Task.CompletedTask);
            return answer switch
            {
                OverrideGiven given => TypedResults.Accepted((string?)null, given.Override),
                OverrideRefused { Field: "weight" } refused => Problems.BadField(refused.Field, refused.Why),
                OverrideRefused { Field: "force" } refused => Problems.Conflict(ProblemTypes.NeedsForce, refused.Title, refused.Why),
                OverrideRefused refused => Problems.Conflict(
                    ProblemTypes.OverrideRefused, refused.Title, $"{refused.Field}: {refused.Why}"),
                _ => Problems.BetweenSystems(),
            };
        }
        catch (AskTimeoutException)
        {
            return Problems.NoAnswer("The override store", "GET /api/nodes and /api/status show whether the override is set");
        }
    }
}
