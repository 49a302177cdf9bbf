using System.Globalization;

namespace Actors.HaAgent.Rollout;

/// <summary>
/// Whose turn it is to apply a template that all agents have got: one at a time, the agent that is longest in the cluster first,
/// and none after one that it did not do for (docs/adr/0024). Pure.
/// </summary>
public static class RolloutTurn
{
    /// <summary>
    /// An agent that says nothing, or has not got the template, is waited for so long. Longer than gossip takes to see who is gone.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="peers">The other agents, and what they last said of this template; those that have gone since, too.</param>
    /// <param name="known">How long this agent has had the template on its disk.</param>
    public static RolloutDecision Decide(IEnumerable<RolloutPeer> peers, TimeSpan known)
    {
        var all = peers.OrderByDescending(peer => peer.IsBefore).ThenBy(peer => peer.Name, StringComparer.Ordinal).ToList();
        return all.Select(Stops).OfType<RolloutDecision>().FirstOrDefault()
            ?? all.Select(peer => Delays(peer, known)).OfType<RolloutDecision>().FirstOrDefault()
            ?? RolloutDecision.Go.Instance;
    }

    // Only who is before counts with what it was stopped by: else two would stop each other for good.
    private static RolloutDecision.Stopped? Stops(RolloutPeer peer) => peer.Stage switch
    {
        TemplateStage.Refused => new RolloutDecision.Stopped(peer.Name, peer.Why.Length > 0 ? peer.Why : "it was refused there"),
        TemplateStage.Stopped when peer is { IsBefore: true, IsMember: true } && IsHeard(peer) =>
        new RolloutDecision.Stopped(peer.Name, $"it was stopped there: {peer.Why}"),
        TemplateStage.Applying when !peer.IsMember || !IsHeard(peer) =>
        new RolloutDecision.Stopped(peer.Name, "it has said nothing since it began to apply this template"),
        _ => null,
    };

    private static RolloutDecision.Wait? Delays(RolloutPeer peer, TimeSpan known) => peer switch
    {
        { IsMember: false } => null,
        { Stage: TemplateStage.Applying } => new RolloutDecision.Wait(peer.Name, "it applies this template"),
        { Stage: TemplateStage.Busy } when IsHeard(peer) => new RolloutDecision.Wait(peer.Name, "it applies another template"),
        { IsBefore: false } => null,
        { Stage: TemplateStage.Waiting } when IsHeard(peer) => new RolloutDecision.Wait(peer.Name, "it is to apply this template first"),
        { Stage: TemplateStage.Other } when IsHeard(peer) && known < Patience =>
        new RolloutDecision.Wait(peer.Name, $"it has not got this template yet; it is waited for {Seconds(Patience)} at most"),
        { Stage: null } when IsHeard(peer) =>
        new RolloutDecision.Wait(peer.Name, $"it has not answered yet; it is waited for {Seconds(Patience)} at most"),
        _ => null,
    };

    private static bool IsHeard(RolloutPeer peer) => peer.SilentFor < Patience;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}

/// <summary>Another agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBefore">Whether it is longer in the cluster, so that it comes first.</param>
/// <param name="IsMember">Whether it is in the cluster still.</param>
/// <param name="Stage">How far it is with the template; null where it has not said.</param>
/// <param name="Why">Why it is no further.</param>
/// <param name="SilentFor">How long it has said nothing, counted from the first time that it was asked.</param>
public sealed record RolloutPeer(string Name, bool IsBefore, bool IsMember, TemplateStage? Stage, string Why, TimeSpan SilentFor);

/// <summary>What an agent is to do with a template.</summary>
public abstract record RolloutDecision
{
    private RolloutDecision()
    {
    }

    /// <summary>To apply it.</summary>
    public sealed record Go : RolloutDecision
    {
        public static readonly Go Instance = new();
    }

    /// <summary>To wait for another agent.</summary>
    /// <param name="Agent">Which one.</param>
    /// <param name="Why">What for.</param>
    public sealed record Wait(string Agent, string Why) : RolloutDecision;

    /// <summary>To stay with the one in force.</summary>
    /// <param name="Agent">The agent that it did not do for.</param>
    /// <param name="Why">Why.</param>
    public sealed record Stopped(string Agent, string Why) : RolloutDecision;
}
