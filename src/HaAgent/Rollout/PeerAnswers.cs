using Actors.Clustering.Messages;

namespace Actors.HaAgent.Rollout;

/// <summary>What the other agents have said of one template so far.</summary>
/// <param name="time">The clock.</param>
internal sealed class PeerAnswers(TimeProvider time)
{
    private const int LongestWhy = 200;
    private readonly Dictionary<string, Heard> _heard = new(StringComparer.Ordinal);

    /// <summary>Another template: nobody has said anything.</summary>
    public void Clear() => _heard.Clear();

    /// <summary>An agent is asked: from the first time on its silence counts.</summary>
    public void Asked(AgentPeer peer) => _heard.TryAdd(peer.Name, new Heard(null, "", peer.IsBefore, time.GetTimestamp()));

    /// <summary>An agent has answered; what comes of nobody who was asked is passed over.</summary>
    public void Take(TemplateAnswer answer)
    {
        if (_heard.TryGetValue(answer.Agent, out var before))
        {
            _heard[answer.Agent] = new Heard(StageOf(answer.Stage), Bounded(answer.Why), before.IsBefore, time.GetTimestamp());
        }
    }

    /// <summary>The agents of now, and those that were asked and have gone since.</summary>
    public IEnumerable<RolloutPeer> Of(AgentPeers peers)
    {
        var present = peers.All.ToLookup(peer => peer.Name, StringComparer.Ordinal);
        return _heard.Select(entry => new RolloutPeer(
            entry.Key, present[entry.Key].FirstOrDefault()?.IsBefore ?? entry.Value.IsBefore, present.Contains(entry.Key), entry.Value.Stage, entry.Value.Why, time.GetElapsedTime(entry.Value.At)));
    }

    /// <summary>What an agent may say of itself, for people: bounded, and on one line.</summary>
    public static string Bounded(string text) => new([.. text.Take(LongestWhy).Select(c => char.IsControl(c) ? ' ' : c)]);

    // A newer agent may be at something that this one does not know.
    private static TemplateStage StageOf(string text) => Enum.TryParse<TemplateStage>(text, out var stage) && Enum.IsDefined(stage) && !char.IsAsciiDigit(text[0]) ? stage : TemplateStage.Other;

    private sealed record Heard(TemplateStage? Stage, string Why, bool IsBefore, long At);
}
