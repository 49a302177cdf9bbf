using Actors.Clustering.Messages;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Rollout;
using Actors.HaAgent.Templates;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Rollout;

/// <summary>
/// What becomes of a template that has changed, as a table: what happens, how far the template is then, and what is done.
/// </summary>
public sealed class TemplateRolloutSpecs
{
    private static readonly TemplateText Good = Text("good");
    private static readonly TemplateText Other = Text("other");
    private static readonly PinnedTemplate Pin = new(new(3), "pinned", DateTimeOffset.UnixEpoch);
    private static readonly TemplateRollout Kept = new(
        new TemplateWatchSettings("ha-1"), "here", new KeptTemplate(Good, DateTimeOffset.UnixEpoch));
    private static readonly TemplateRollout Seen = Kept.Looked(Other, Other.Hash, At(0)).Next;
    private static readonly TemplateRollout Waiting = Seen.Looked(Other, Other.Hash, At(1)).Next;
    private static readonly TemplateRollout Checking = Waiting.Told(Turn("Applying"), At(1)).Next;
    private static readonly TemplateRollout Stopped = Waiting.Told(Turn("Stopped", "ha-0", "by-magic"), At(2)).Next;
    private static readonly TemplateRollout Trying = Checking.Judged(Other, false, null, 2, At(2)).Next;
    private static readonly TemplateRollout Settling = Trying.Applied(Other, At(3)).Next;
    private static readonly TemplateRollout Refused = Checking.Judged(Other, false, "by-magic", 0, At(2)).Next;

    public static TheoryData<string, Func<TemplateRollout.Step>, string, string> Cases => new()
    {
        { "the first is applied", () => new TemplateRollout(Kept.Settings, "here", null).Applied(Good, At(0)), "",
            "Keep, TemplateKept, TemplateMoved" },
        { "the first is applied while another is pinned", () => new TemplateRollout(Kept.Settings, "here", null).Applied(Good, At(0, Pin)),
            "", "" },
        { "one is on trial when it starts", () => Kept.Start(isOnTrial: true), "", "CancelAll, Try nothing, TemplateMoved" },
        { "the same", () => Kept.Looked(Good, Good.Hash, At(0)), "", "" },
        { "another, once", () => Kept.Looked(Other, Other.Hash, At(0)), "", "" },
        { "another, twice", () => Seen.Looked(Other, Other.Hash, At(1)), "Waiting: the coordinator there has not answered yet",
            "TemplateNoticed, TemplateMoved, AskForTurn" },
        { "it is its turn", () => Waiting.Told(Turn("Applying"), At(2)), "Applying: it is being checked", "TemplateMoved, Judge" },
        { "it is its turn once more", () => Checking.Told(Turn("Applying"), At(2)), "Applying: it is being checked", "" },
        { "it is its turn with another one", () => Waiting.Told(Turn("Applying") with { Hash = Good.Hash }, At(2)),
            "Waiting: the coordinator there has not answered yet", "" },
        { "it is its turn while one is pinned", () => Waiting.Told(Turn("Applying"), At(2, Pin)),
            "Waiting: the coordinator there has not answered yet", "" },
        { "another agent applies it", () => Waiting.Told(Turn("Waiting", "ha-0", "it applies\nit"), At(2)), "Waiting: it applies it",
            "TemplateMoved" },
        { "another agent has refused it", () => Waiting.Told(Turn("Stopped", "ha-0", "by-magic"), At(2)), "Stopped: by-magic",
            "TemplateStopped, TemplateMoved" },
        { "it is its turn after that", () => Stopped.Told(Turn("Applying"), At(3)), "Applying: it is being checked",
            "TemplateMoved, Judge" },
        { "a coordinator of another release says something else", () => Waiting.Told(Turn("Pondering", "ha-0", "it ponders"), At(2)),
            "Waiting: it ponders", "TemplateMoved" },
        { "it asks again", () => Stopped.Looked(Other, Other.Hash, At(3)), "Stopped: by-magic", "AskForTurn" },
        { "the coordinator answers no more", () => Stopped.Looked(Other, Other.Hash, At(13)),
            "Waiting: the coordinator there has not answered yet", "TemplateMoved, AskForTurn" },
        { "there is no coordinator", () => Seen.Looked(Other, Other.Hash, At(1, coordinator: "")),
            "Waiting: the cluster has no coordinator yet, which decides whose turn it is", "TemplateNoticed, TemplateMoved" },
        { "one that cannot be read", () => Kept.Looked(null, "no file", At(0)).Next.Looked(null, "no file", At(1)), "Refused: no file",
            "TemplateNoticed, TemplateRefused, TemplateMoved" },
        { "another while one is pinned", () => Seen.Looked(Other, Other.Hash, At(1, Pin)),
            "Waiting: revision 3 is pinned; it is taken up once that is unpinned", "TemplateNoticed, TemplateMoved" },
        { "another before this agent is in the cluster", () => Seen.Looked(Other, Other.Hash, At(1, isMember: false)),
            "Waiting: this agent is not in the cluster yet, and does not know of the others", "TemplateNoticed, TemplateMoved" },
        { "it is in no cluster for long",
            () => Seen.Looked(Other, Other.Hash, At(1, isMember: false)).Next.Looked(Other, Other.Hash, At(11, isMember: false)),
            "Applying: it is being checked", "TemplateMoved, Judge" },
        { "it has left the cluster", () => Waiting.Looked(Other, Other.Hash, At(11, isMember: false)),
            "Waiting: this agent is not in the cluster any more", "TemplateMoved" },
        { "HAProxy takes it", () => Checking.Judged(Other, false, null, 2, At(2)), "Applying: HAProxy is being reloaded",
            "TemplateMoved, GiveUpLater, Try other" },
        { "HAProxy refuses it", () => Checking.Judged(Other, false, "by-magic", 0, At(2)), "Refused: by-magic",
            "TemplateRefused, TemplateMoved" },
        { "it is looked at again too soon", () => Refused.Looked(Other, Other.Hash, At(3)), "Refused: by-magic", "" },
        { "it is looked at again later", () => Refused.Looked(Other, Other.Hash, At(40)), "Refused: by-magic", "Judge" },
        { "it is looked at again later, by a clock that was set back", () => Refused.Looked(Other, Other.Hash, At(40, behind: 3600)),
            "Refused: by-magic", "Judge" },
        { "it is not refused any more", () => Refused.Judged(Other, true, null, 0, At(41)),
            "Waiting: the coordinator there has not answered yet", "TemplateMoved, TemplateMoved, AskForTurn" },
        { "a verdict on one that is gone", () => Kept.Judged(Other, false, null, 2, At(2)), "", "" },
        { "it is applied", () => Trying.Applied(Other, At(3)), "Applying: it is applied; HAProxy's servers are watched",
            "TemplateMoved, CancelGiveUp, SettleLater" },
        { "it is applied once more", () => Settling.Applied(Other, At(4)), "Applying: it is applied; HAProxy's servers are watched", "" },
        { "it is not applied in time", () => Trying.GiveUp(At(130)), "Refused: it could not be applied within 00:02:00",
            "CancelAll, Try nothing, TemplateRefused, TemplateMoved" },
        { "HAProxy does not reload with it", () => Trying.Failed(Other, new ApplyFailure(ApplyStage.Reload, "no", ""), At(3)),
            "Refused: Reload: no", "CancelAll, Try nothing, TemplateRefused, TemplateMoved" },
        { "the disk is full", () => Trying.Failed(Other, new ApplyFailure(ApplyStage.Write, "no room", ""), At(3)),
            "Applying: HAProxy is being reloaded", "" },
        { "it settles", () => Settling.SettleDue(), "Applying: it is applied; HAProxy's servers are watched", "Settle" },
        { "servers are well", () => Settling.Settled(Other.Hash, 1, null, At(6)), "",
            "Keep, TemplateKept, CancelAll, TemplateMoved, TemplateMoved" },
        { "no server is well yet", () => Settling.Settled(Other.Hash, 0, null, At(6)),
            "Applying: it is applied; HAProxy's servers are watched", "SettleLater" },
        { "no server ever is", () => Looks(3).Settled(Other.Hash, 0, null, At(9)),
            "Refused: no server passes its check since it is applied, and 2 did before",
            "CancelAll, Try nothing, TemplateRefused, TemplateMoved" },
        { "HAProxy never answers", () => Looks(3).Settled(Other.Hash, null, null, At(9)),
            "Refused: HAProxy does not answer since it is applied", "CancelAll, Try nothing, TemplateRefused, TemplateMoved" },
        { "it cannot be applied any more", () => Looks(3).Settled(Other.Hash, 1, new ApplyFailure(ApplyStage.Reload, "no", ""), At(9)),
            "Refused: HAProxy is not well since it is applied: no", "CancelAll, Try nothing, TemplateRefused, TemplateMoved" },
        { "an operator pins another meanwhile", () => Trying.Looked(Other, Other.Hash, At(3, Pin)), "Waiting: ",
            "CancelAll, Try nothing, TemplateMoved" },
        { "the old one is put back meanwhile", () => Refused.Looked(Good, Good.Hash, At(3)), "", "CancelAll, TemplateMoved" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_an_event_follows(string what, Func<TemplateRollout.Step> happen, string candidate, string effects)
    {
        var (next, done) = happen();

        Assert.Equal(
            $"{what}: {candidate} / {effects}",
            $"{what}: {(next.Candidate is { } now ? $"{now.Stage}: {now.Why}" : "")} / {string.Join(", ", done.Select(Name))}");
    }

    [Fact]
    public void It_says_how_far_it_is_with_a_template()
    {
        Assert.Equal("InForce", Kept.AnswerTo(Good.Hash, null).Stage);
        Assert.Equal("Pinned", Kept.AnswerTo(Good.Hash, Pin).Stage);
        Assert.Equal(("Refused", "by-magic"), (Refused.AnswerTo(Other.Hash, null).Stage, Refused.AnswerTo(Other.Hash, null).Why));
        Assert.Equal("Busy", Trying.AnswerTo(Text("a third").Hash, null).Stage);
        Assert.Equal("Other", Kept.AnswerTo(Other.Hash, null).Stage);
    }

    [Fact]
    public void It_says_which_agent_was_on_trial_as_it_was_told_last()
    {
        Assert.Null(Waiting.AnswerTo(Other.Hash, null).Trial);
        Assert.Equal("ha-0", Stopped.AnswerTo(Other.Hash, null).Trial);
        Assert.Null(Stopped.AnswerTo(Good.Hash, null).Trial);
        // Of a template that it has not got yet, too.
        Assert.Equal("ha-0", Kept.Told(Turn("Waiting", "ha-0"), At(0)).Next.AnswerTo(Other.Hash, null).Trial);
        Assert.Null(Stopped.Told(Turn("Waiting") with { Trial = null }, At(3)).Next.AnswerTo(Other.Hash, null).Trial);
        // An earlier template, whose round is not over, has no say in it.
        Assert.Equal(
            "ha-0", Stopped.Told(Turn("Waiting") with { Hash = Good.Hash, Trial = null }, At(3)).Next.AnswerTo(Other.Hash, null).Trial);
        Assert.Equal(
            "ha-0", Stopped.Told(Turn("Waiting") with { Hash = Good.Hash, Trial = "ha-9" }, At(3)).Next.AnswerTo(Other.Hash, null).Trial);
        // Nor has this one in that of a template that is not on the disk yet.
        Assert.Equal(
            "ha-9", Stopped.Told(Turn("Waiting") with { Hash = Good.Hash, Trial = "ha-9" }, At(3)).Next.AnswerTo(Good.Hash, null).Trial);
    }

    private static TemplateRollout Looks(int count) =>
        Enumerable.Range(0, count).Aggregate(Settling, (state, _) => state.Settled(Other.Hash, 0, null, At(6)).Next);

    private static TemplateText Text(string text) => new(text, "here", Snippets.None);

    private static TemplateTurn Turn(string stage, string agent = "", string why = "") =>
        new(Other.Hash, stage, agent, why) { Trial = agent.Length > 0 ? agent : null };

    private static RolloutContext At(
        int seconds, PinnedTemplate? pinned = null, bool isMember = true, string coordinator = "ha-0", int behind = 0)
    {
        var moment = new Moment(
            seconds * TimeSpan.TicksPerSecond, TimeSpan.TicksPerSecond, DateTimeOffset.UnixEpoch.AddSeconds(seconds - behind));
        return new RolloutContext(
            moment, pinned, new SeenCoordinator(isMember, coordinator, coordinator.Length > 0 ? Address.AllSystems : null, null!));
    }

    private static string Name(RolloutEffect effect) => effect switch
    {
        RolloutEffect.Report report => report.Happened.GetType().Name,
        RolloutEffect.Try trial => $"Try {trial.Trial?.Text ?? "nothing"}",
        _ => effect.GetType().Name,
    };
}
