using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Actors.HaAgent.Events;

namespace Actors.HaAgent.Rollout;

/// <summary>What the other agents have said of one template so far. Pure: each answer gives the next value.</summary>
public sealed record PeerAnswers
{
    /// <summary>No agent was asked yet.</summary>
    public static readonly PeerAnswers None = new();

    private const int LongestWhy = 200;

    private ImmutableDictionary<string, Heard> All { get; init; } = ImmutableDictionary.Create<string, Heard>(StringComparer.Ordinal);

    /// <summary>Agents are asked: from the first time on their silence counts.</summary>
    public PeerAnswers Asked(AgentPeers peers, Moment now)
    {
        ArgumentNullException.ThrowIfNull(peers);
        return this with
        {
            All = peers.All.Where(peer => !All.ContainsKey(peer.Name)).DistinctBy(peer => peer.Name)
                .Aggregate(All, (all, peer) => all.Add(peer.Name, new Heard(null, "", peer.IsBefore, now.Timestamp))),
        };
    }

    /// <summary>An agent has answered; what comes from one that was not asked is passed over.</summary>
    public PeerAnswers Take(TemplateAnswer answer, Moment now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return All.TryGetValue(answer.Agent, out var before)
            ? this with
            {
                All = All.SetItem(answer.Agent, new Heard(StageOf(answer.Stage), Bounded(answer.Why), before.IsBefore, now.Timestamp)),
            }
            : this;
    }

    /// <summary>The agents of now, and those that were asked and have gone since.</summary>
    public IEnumerable<RolloutPeer> Of(AgentPeers peers, Moment now)
    {
        ArgumentNullException.ThrowIfNull(peers);
        var present = peers.All.ToLookup(peer => peer.Name, StringComparer.Ordinal);
        return All.Select(entry => new RolloutPeer(
            entry.Key, present[entry.Key].FirstOrDefault()?.IsBefore ?? entry.Value.IsBefore, present.Contains(entry.Key),
            entry.Value.Stage, entry.Value.Why, now.Since(entry.Value.At)));
    }

    /// <summary>What an agent may say of itself, for people: bounded, and on one line.</summary>
    public static string Bounded(string text) => new([.. text.Take(LongestWhy).Select(c => char.IsControl(c) ? ' ' : c)]);

    // A newer agent may be at something that this one does not know.
    private static TemplateStage StageOf(string text) =>
        Enum.TryParse<TemplateStage>(text, out var stage) && Enum.IsDefined(stage) && !char.IsAsciiDigit(text[0])
            ? stage
            : TemplateStage.Other;

    private sealed record Heard(TemplateStage? Stage, string Why, bool IsBefore, long At);
}
