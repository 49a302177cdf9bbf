using Actors.Contracts.Api;

namespace Actors.Cli.Views;

/// <summary>A template that is on disk and not in force, for people.</summary>
internal static class TemplateLines
{
    public static IEnumerable<Cell> Of(TemplateCandidateReport candidate, DateTimeOffset now)
    {
        var which = candidate.Hash is { Length: > 0 } hash
            ? $"{Words.Of(candidate.Source)} ({Words.Of(hash)})"
            : Words.Of(candidate.Source);
        var since = Words.Age(candidate.Since, now);
        switch (candidate.Stage)
        {
            case TemplateStage.Refused:
                yield return new Cell($"THE TEMPLATE {which} IS REFUSED for {since}, the one before goes on:", Colours.Bad);
                yield return new Cell(Words.Block(candidate.Why), Colours.Bad);
                break;
            case TemplateStage.Stopped:
                yield return new Cell($"THE TEMPLATE {which} WAS STOPPED BY {Words.Of(candidate.Agent)} {since} ago, the one before goes "
                    + $"on: {Words.Of(candidate.Why)}", Colours.Bad);
                break;
            default:
                var whom = candidate.Agent is { Length: > 0 } agent ? $" for {Words.Of(agent)}" : "";
                yield return new Cell(
                    $"The template {which}: {Words.Of(candidate.Stage)}{whom} since {since}: {Words.Of(candidate.Why)}", Colours.Notable);
                break;
        }
    }
}
