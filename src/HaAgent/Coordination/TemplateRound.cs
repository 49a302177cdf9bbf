using System.Collections.Immutable;
using System.Globalization;
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
public sealed record TemplateRound(string Hash, long Since)
{
    /// <summary>
    /// An agent that says nothing, or has not got the template, is waited for so long. Longer than gossip takes to see which are gone.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ImmutableSortedDictionary<string, Said> All { get; init; } =
        ImmutableSortedDictionary.Create<string, Said>(StringComparer.Ordinal);

    /// <summary>Those that had their turn, and have not been seen to have it in force.</summary>
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
                .Aggregate(All, (all, agent) => all.Add(agent.Name, new Said(null, "", context.Now.Timestamp))),
        };
    }

    /// <summary>An agent has said how far it is.</summary>
    public TemplateRound Take(TemplateAnswer answer, Moment now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var said = new Said(TemplateWords.StageOf(answer.Stage), TemplateWords.Bounded(answer.Why), now.Timestamp);
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

    /// <summary>It is an agent's turn.</summary>
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
            && said.Stage is null or TemplateStage.Applying or TemplateStage.Waiting);
    }

    /// <summary>What is decided now.</summary>
    /// <param name="context">What is so.</param>
    /// <param name="hold">Why no agent gets its turn meanwhile; null for no reason.</param>
    public RoundDecision Decide(CoordinatorContext context, RoundDecision? hold)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Refused() ?? Lost(context) ?? Tried(context) ?? hold ?? Unheard(context) ?? Turn(context)
            ?? RoundDecision.Waits("", "no agent waits for it");
    }

    private RoundDecision? Refused() => All.Where(entry => entry.Value.Stage == TemplateStage.Refused)
        .Select(entry => RoundDecision.Stops(entry.Key, entry.Value.Why.Length > 0 ? entry.Value.Why : "it was refused there"))
        .FirstOrDefault();

    private RoundDecision? Lost(CoordinatorContext context) => Trials.Select(name =>
        !context.Has(name) ? RoundDecision.Stops(name, "it has left since it began to apply this template")
        : All.TryGetValue(name, out var said) && !IsHeard(said, context.Now)
        ? RoundDecision.Stops(name, "it has not reported since it began to apply this template")
        : said?.Stage == TemplateStage.Other ? RoundDecision.Stops(name, "it began to apply this template, and has another one now")
        : null).OfType<RoundDecision>().FirstOrDefault();

    private RoundDecision? Tried(CoordinatorContext context) => Trials.Select(name => All.GetValueOrDefault(name)?.Stage switch
    {
        // It has not begun, or was lost meanwhile: it alone tries again.
        TemplateStage.Waiting or TemplateStage.Stopped => Of(context, name),
        null => RoundDecision.Waits(name, "it has not answered yet"),
        TemplateStage.Busy => RoundDecision.Waits(name, "it applies another template"),
        _ => RoundDecision.Waits(name, "it applies this template"),
    }).FirstOrDefault();

    private RoundDecision? Unheard(CoordinatorContext context) => context.Agents.Select(agent =>
        All.TryGetValue(agent.Name, out var said) && IsHeard(said, context.Now)
            ? said.Stage switch
            {
                null => RoundDecision.Waits(agent.Name, $"it has not answered yet; it is waited for {Seconds} at most"),
                TemplateStage.Busy => RoundDecision.Waits(agent.Name, "it applies another template"),
                _ => null,
            }
            : null).OfType<RoundDecision>().FirstOrDefault();

    private RoundDecision? Turn(CoordinatorContext context) => context.Agents.Select(agent =>
        All.TryGetValue(agent.Name, out var said) && IsHeard(said, context.Now)
            ? said.Stage switch
            {
                // One that decides by itself may know of a trial that this coordinator does not.
                TemplateStage.Stopped when !agent.Obeys => RoundDecision.Stops(agent.Name, $"it was stopped there: {said.Why}"),
                TemplateStage.Waiting or TemplateStage.Stopped => Of(context, agent.Name),
                TemplateStage.Other when context.Now.Since(Since) < Patience => RoundDecision.Waits(
                    agent.Name, $"it has not got this template yet; it is waited for {Seconds} at most"),
                _ => null,
            }
            : null).OfType<RoundDecision>().FirstOrDefault();

    private static RoundDecision Of(CoordinatorContext context, string name) =>
        context.Agents.Any(agent => agent.Name == name && agent.Obeys)
            ? RoundDecision.Goes(name)
            : RoundDecision.Waits(name, "it must apply this template first");

    private static bool IsHeard(Said said, Moment now) => now.Since(said.At) < Patience;

    private static bool HasIt(Said? said) => said?.Stage is TemplateStage.InForce or TemplateStage.Pinned;

    private static string Seconds => string.Create(CultureInfo.InvariantCulture, $"{Patience.TotalSeconds:0} s");

    /// <summary>What an agent said last; null where it was asked and has not.</summary>
    private sealed record Said(TemplateStage? Stage, string Why, long At);
}
