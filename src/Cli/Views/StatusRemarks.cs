using Actors.Contracts.Api;

namespace Actors.Cli.Views;

/// <summary>What an operator must know of a status beside its facts, each in a line or two.</summary>
internal static class StatusRemarks
{
    public static IEnumerable<Cell> Of(AgentStatus status, DateTimeOffset now, string program)
    {
        if (status.HaProxy.LastAnswer is { } answer)
        {
            yield return new Cell(
                $"HAProxy does not answer: states and counters are of {Words.Age(answer, now)} ago.", Colours.Alarm);
        }

        if (status.Frozen is { } frozen)
        {
            var held = frozen.Held.Count > 0 ? $" Retained: {string.Join(", ", frozen.Held.Select(Words.Of))}." : "";
            var why = frozen.By is null
                ? $": {Words.Of(frozen.Why)}"
                : $" on all agents {NodeText.ByWhom(frozen.By, frozen.From, frozen.Reason)}, {Words.Moment(frozen.Since)}";
            yield return new Cell(
                $"SERVERS FROZEN for {Words.Age(frozen.Since, now)}{why}.{held} {program} thaw ends it.", Colours.Alarm);
        }

        if (status.Leaving is { } leaving)
        {
            yield return new Cell(
                $"LEAVING for {Words.Age(leaving.Since, now)}: " + leaving.Stage switch
                {
                    LeaveStage.Notice => "its health is bad, and HAProxy serves on for what stands in front to notice.",
                    LeaveStage.Stopping => "HAProxy finishes its requests.",
                    _ when leaving.HaProxyServesOn =>
                        "the agent leaves the cluster, HAProxy serves on with its health bad until what has started it ends it.",
                    _ => "HAProxy has ended, the agent leaves the cluster.",
                },
                Colours.Alarm);
        }

        if (status.Pinned is { } pinned)
        {
            yield return new Cell(
                $"PINNED for {Words.Age(pinned.Since, now)} to the template of revision {Words.Of(pinned.Revision)}"
                + (pinned.By is null ? ". " : $" {NodeText.ByWhom(pinned.By, pinned.From, pinned.Reason)}. ")
                + $"{program} unpin ends it.",
                Colours.Alarm);
        }

        if (status.Template?.Candidate is { } candidate)
        {
            foreach (var line in TemplateLines.Of(candidate, now))
            {
                yield return line;
            }
        }

        if (status.LastFailure is { } failure)
        {
            yield return new Cell(
                $"The last failure: revision {Words.Of(failure.Revision)}, {Words.Age(failure.At, now)} ago, stage "
                + $"{Words.Of(failure.Stage)}:",
                Colours.Bad);
            yield return new Cell(Words.Block(failure.Output), Colours.Bad);
            if (!string.IsNullOrWhiteSpace(failure.Hint))
            {
                yield return new Cell(Words.Of(failure.Hint), Colours.Notable);
            }
        }

        if (status.HistoryFault is { } history)
        {
            yield return new Cell(
                $"The history is not on the disk, changes go on: {Words.FirstLine(history)}. Make room, or let the agent write there.",
                Colours.Bad);
        }

        foreach (var left in status.LeftOut)
        {
            yield return new Cell($"LEFT OUT of HAProxy's configuration: {Words.Of(left.Part)}. {Words.Block(left.Why)}", Colours.Bad);
        }

        foreach (var waiting in status.Waiting)
        {
            yield return new Cell(
                $"Waiting: {Words.Of(waiting.Name)} at {Words.Of(waiting.Address)}:{Words.Of(waiting.Port)} is not in the cluster yet: "
                + Words.Of(waiting.Reason),
                Colours.Notable);
        }

        foreach (var refused in status.Rejected)
        {
            yield return new Cell(
                $"Refused: {Words.Of(refused.Name)} at {Words.Of(NodeText.Host(refused.Address))}: {Words.Of(refused.Reason)}",
                Colours.Notable);
        }
    }
}
