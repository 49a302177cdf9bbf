using Actors.HaAgent.Events;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>What the watch of the template does after an event, as data (<see cref="TemplateRollout"/>).</summary>
public abstract record RolloutEffect
{
    private RolloutEffect()
    {
    }

    /// <summary>The coordinator is told how far this agent is with a template, and answers whose turn it is.</summary>
    /// <param name="Hash">Its hash.</param>
    public sealed record AskForTurn(string Hash) : RolloutEffect;

    /// <summary>A template is judged by HAProxy, with the nodes of now.</summary>
    /// <param name="Template">The template.</param>
    /// <param name="IsAgain">Whether it had been refused, and this is only to see whether it would be again.</param>
    public sealed record Judge(TemplateText Template, bool IsAgain) : RolloutEffect;

    /// <summary>Configurations are rendered from this one for the time being; null ends that.</summary>
    /// <param name="Trial">The template.</param>
    /// <param name="Why">Why, for the history.</param>
    public sealed record Try(TemplateText? Trial, string Why) : RolloutEffect;

    /// <summary>From now on this is the good one.</summary>
    /// <param name="Kept">The template.</param>
    public sealed record Keep(KeptTemplate Kept) : RolloutEffect;

    /// <summary>The trial is given up unless it is applied in time.</summary>
    /// <param name="After">In how long.</param>
    public sealed record GiveUpLater(TimeSpan After) : RolloutEffect;

    /// <summary>It is looked how HAProxy is, in a while.</summary>
    /// <param name="After">In how long.</param>
    public sealed record SettleLater(TimeSpan After) : RolloutEffect;

    /// <summary>It is looked how HAProxy is now.</summary>
    /// <param name="Key">The candidate.</param>
    public sealed record Settle(string Key) : RolloutEffect;

    /// <summary>It is not waited any longer until it is given up.</summary>
    public sealed record CancelGiveUp : RolloutEffect;

    /// <summary>Nothing of a trial is waited for any longer.</summary>
    public sealed record CancelAll : RolloutEffect;

    /// <summary>Operators see this.</summary>
    /// <param name="Happened">What.</param>
    public sealed record Report(AgentEvent Happened) : RolloutEffect;
}
