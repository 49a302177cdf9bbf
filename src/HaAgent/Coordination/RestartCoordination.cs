using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Coordination;

/// <summary>
/// Which agent may be restarted next: one at a time, the youngest first, so that the coordinator moves once; each only once every other is
/// in sync, and no template is on its way. The round itself is with the operator's program, which gives it with each question: a
/// coordinator that takes over goes on with it, and a round ends with its operator. Pure.
/// </summary>
public sealed record RestartCoordination
{
    /// <summary>No agent is being restarted.</summary>
    public static readonly RestartCoordination None = new();

    /// <summary>What an agent said is good for so long: it is asked with each question of a round, which come each second.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>A round that asks nothing for so long is over.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private ImmutableSortedDictionary<string, Said> Standings { get; init; } =
        ImmutableSortedDictionary.Create<string, Said>(StringComparer.Ordinal);

    private string Round { get; init; } = "";

    private long AskedAt { get; init; }

    private RolledAgent? Turn { get; init; }

    /// <summary>The agent that is being restarted; null for none, and once its round is over.</summary>
    public string? Restarting(CoordinatorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Now.Since(AskedAt) < Longest ? Turn?.Name : null;
    }

    /// <summary>An agent has said how it is.</summary>
    public RestartCoordination Take(AgentStanding standing, CoordinatorContext context)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(context);
        var bounded = standing with { Why = TemplateWords.Bounded(standing.Why) };
        return this with { Standings = Standings.SetItem(standing.Name, new Said(bounded, context.Now.Timestamp)) };
    }

    /// <summary>An operator's program asks what is to be done.</summary>
    /// <param name="request">Its round.</param>
    /// <param name="context">What is so.</param>
    /// <param name="template">The template that is on its way; null for none.</param>
    public Step Ask(RollRequest request, CoordinatorContext context, RoundDecision? template)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var ask = new CoordinatorEffect.TellAll(new StandingAsk(), AlsoOld: false);
        ImmutableArray<AgentStanding> all = [.. context.Agents.Reverse().Select(agent => Of(agent, context))];
        if (Round.Length > 0 && request.Round != Round && context.Now.Since(AskedAt) < Longest)
        {
            return new Step(
                this, Say(RollVerdict.Refused, "", "another round is under way; it ends a minute after its last question"), [ask]);
        }

        // A round that has only asked which agents there are restarts none, and keeps out no other.
        var next = request.Agents.Count == 0 ? this : this with { Round = request.Round, AskedAt = context.Now.Timestamp };
        if (Delay(request, context, all) is { } delay)
        {
            // One that a coordinator before this one has had restart: no template meanwhile.
            next = next with { Turn = next.Turn ?? request.Agents.FirstOrDefault(begun => !context.Has(begun.Name)) };
            return new Step(next, Say(RollVerdict.Wait, delay.Agent, delay.Why), [ask]);
        }

        // It is back, and in sync as all are: templates may go on.
        next = next.Turn is { } turn && all.Any(agent => agent.Name == turn.Name && agent.Started != turn.Started)
            ? next with { Turn = null }
            : next;
        // In the order that the round began with: each restart changes which is the youngest.
        var due = request.Agents.FirstOrDefault(begun => all.Any(agent => agent.Name == begun.Name && agent.Started == begun.Started));
        if (due is null)
        {
            return new Step(
                next with { Round = request.Agents.Count == 0 ? next.Round : "", Turn = null },
                Say(request.Agents.Count == 0 ? RollVerdict.Wait : RollVerdict.Done, "", ""), [ask]);
        }

        if (template is not null && next.Turn is null)
        {
            return new Step(next, Say(RollVerdict.Wait, template.Agent, template.Why), [ask]);
        }

        if (request.Restarts && due.Started is null)
        {
            return new Step(
                next,
                Say(RollVerdict.Refused, due.Name, "its release takes no request to restart: restart it by hand, or give a command"),
                [ask]);
        }

        ImmutableArray<CoordinatorEffect> restart = request.Restarts
            ? [new CoordinatorEffect.Tell(due.Name, new AgentRestart(due.Started!.Value))] : [];
        return new Step(next with { Turn = due }, Say(RollVerdict.Go, due.Name, ""), [ask, .. restart]);

        RollReport Say(RollVerdict verdict, string agent, string why) => new(verdict, agent, why, all);
    }

    private AgentStanding Of(CoordinatedAgent agent, CoordinatorContext context)
    {
        var host = agent.Address.Host ?? "";
        return !agent.Obeys ? new AgentStanding(agent.Name, host, null, "", true, "", "", false)
            : Standings.TryGetValue(agent.Name, out var said) && context.Now.Since(said.At) < Fresh
            ? said.Standing with { Name = agent.Name, Host = host }
            : new AgentStanding(agent.Name, host, null, "", false, "it has not reported yet", "", false);
    }

    private static RoundDecision? Delay(RollRequest request, CoordinatorContext context, ImmutableArray<AgentStanding> all)
    {
        var missing = request.Agents.FirstOrDefault(begun => !context.Has(begun.Name));
        var lags = all.FirstOrDefault(agent => !agent.IsInSync);
        // The one that was restarted last is the first here, and is compared with those that serve all the time.
        var said = all.Where(agent => agent.Servers.Length > 0).ToList();
        var differs = said.FirstOrDefault(agent => agent.Servers != said[^1].Servers);
        return missing is not null ? RoundDecision.Waits(missing.Name, "it is not in the cluster")
            : lags is not null ? RoundDecision.Waits(lags.Name, lags.Why)
            : differs is not null ? RoundDecision.Waits(differs.Name, $"it has other servers than {said[^1].Name}")
            : null;
    }

    private sealed record Said(AgentStanding Standing, long At);

    /// <summary>What follows from a question.</summary>
    /// <param name="Next">The next value.</param>
    /// <param name="Report">The answer.</param>
    /// <param name="Effects">What is to be done, in this order.</param>
    public readonly record struct Step(RestartCoordination Next, RollReport Report, ImmutableArray<CoordinatorEffect> Effects);
}
