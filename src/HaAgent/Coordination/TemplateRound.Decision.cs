using System.Globalization;

namespace Actors.HaAgent.Coordination;

/// <summary>Whose turn it is.</summary>
public sealed partial record TemplateRound
{
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
        !context.Has(name) ? RoundDecision.Stops(name, "it has left since its turn came")
        : All.TryGetValue(name, out var said) && !IsHeard(said, context.Now)
        ? RoundDecision.Stops(name, "it has not reported since its turn came")
        : said?.Stage == TemplateStage.Other ? RoundDecision.Stops(name, "its turn came, and it has another template now")
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

    private RoundDecision Of(CoordinatorContext context, string name) =>
        !context.Agents.Any(agent => agent.Name == name && agent.Obeys)
            ? RoundDecision.Waits(name, "it must apply this template first")
            : IsKnown(context, name) ? RoundDecision.Goes(name) : RoundDecision.Announces(name);

    // It may end over it, and this coordinator with it: then the next one has to hear of it from another. The oldest is beside this one,
    // and counts where there is no other.
    private bool IsKnown(CoordinatorContext context, string name)
    {
        var others = context.Agents.Where(agent => agent.Obeys && agent.Name != name && All.TryGetValue(agent.Name, out var said)
            && IsHeard(said, context.Now)).Select(agent => agent.Name).ToList();
        var away = others.Where(other => other != context.Agents.First(agent => agent.Obeys).Name).ToList();
        return others.Count == 0 || (away.Count > 0 ? away : others).Any(other => All[other].Trial == name);
    }

    private static string Seconds => string.Create(CultureInfo.InvariantCulture, $"{Patience.TotalSeconds:0} s");
}
