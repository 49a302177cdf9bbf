using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Actors.HaAgent.Events;
using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Coordination;

/// <summary>
/// The rollout of one template: one agent at a time, the agent that is longest in the cluster first, and none after one that it
/// did not do for, until that one has it in force (docs/adr/0049). All that is known of it is what agents have said, so that the next
/// coordinator comes to the same. Pure.
/// </summary>
/// <param name="Hash">The template.</param>
/// <param name="Since">Since when this coordinator knows of it: a timestamp.</param>
public sealed partial record TemplateRound(string Hash, long Since)
{
    /// <summary>
    /// An agent that says nothing, or has not got the template, is waited for so long. Longer than gossip takes to see which are gone.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ImmutableSortedDictionary<string, Said> All { get; init; } =
        ImmutableSortedDictionary.Create<string, Said>(StringComparer.Ordinal);

    /// <summary>Those whose turn has come, or is announced, and that have not been seen to have it in force.</summary>
    public ImmutableSortedSet<string> Trials { get; private init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What was decided last.</summary>
    public RoundDecision? Last { get; init; }

    /// <summary>Agents are asked: from the first time on their silence counts.</summary>
    public TemplateRound Asked(CoordinatorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return this with
        {
            All = context.Agents.Where(agent => !All.ContainsKey(agent.Name))
                .Aggregate(All, (all, agent) => all.Add(agent.Name, new Said(null, "", null, context.Now.Timestamp))),
        };
    }

    /// <summary>An agent has said how far it is.</summary>
    public TemplateRound Take(TemplateAnswer answer, Moment now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var said = new Said(TemplateWords.StageOf(answer.Stage), TemplateWords.Bounded(answer.Why), answer.Trial, now.Timestamp);
        var next = this with { All = All.SetItem(answer.Agent, said) };
        next = said.Stage switch
        {
            TemplateStage.Applying => next with { Trials = Trials.Add(answer.Agent) },
            TemplateStage.InForce or TemplateStage.Pinned => next with { Trials = Trials.Remove(answer.Agent) },
            _ => next,
        };
        // What another coordinator has told it.
        return answer.Trial is { Length: > 0 and < 100 } trial && !HasIt(next.All.GetValueOrDefault(trial))
            ? next with { Trials = next.Trials.Add(trial) }
            : next;
    }

    /// <summary>It is an agent's turn, or will be once another knows of it.</summary>
    public TemplateRound Begun(string agent) => this with { Trials = Trials.Add(agent) };

    /// <summary>Whether an agent waits to be told.</summary>
    public bool Waits(string agent) => All.GetValueOrDefault(agent)?.Stage is TemplateStage.Waiting or TemplateStage.Stopped;

    /// <summary>Whether no agent of the cluster has anything to do with it any more.</summary>
    public bool IsOver(CoordinatorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Now.Since(Since) >= Patience && !context.Agents.Any(agent => All.TryGetValue(agent.Name, out var said)
            && said.Stage is TemplateStage.Waiting or TemplateStage.Stopped or TemplateStage.Applying && IsHeard(said, context.Now));
    }

    /// <summary>The agent that is trying it now; null for none.</summary>
    public string? InTrial(CoordinatorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Trials.FirstOrDefault(name => context.Has(name) && All.TryGetValue(name, out var said) && IsHeard(said, context.Now)
            && (said.Stage is null or TemplateStage.Applying or TemplateStage.Waiting || HasItsTurn(name)));
    }

    private bool HasItsTurn(string name) => Last is { IsTurn: true } last && last.Agent == name;

    private static bool IsHeard(Said said, Moment now) => now.Since(said.At) < Patience;

    private static bool HasIt(Said? said) => said?.Stage is TemplateStage.InForce or TemplateStage.Pinned;

    /// <summary>What an agent said last; no stage where it was asked and has not. <c>Trial</c>: whose it knows of.</summary>
    private sealed record Said(TemplateStage? Stage, string Why, string? Trial, long At);
}
