using Actors.HaAgent.Planning;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Api;

/// <summary>A dry run as the API answers it.</summary>
internal static class RenderAnswers
{
    public static RenderAnswer Of(DryRun run)
    {
        if (run.Plan is null)
        {
            return new RenderAnswer(run.Text, null, run.Errors) { Verdict = run.Verdict };
        }

        var (by, what, commands) = PlanWords.Of(run.Plan);
        return new RenderAnswer(
            run.Text, new PlanView(by, what, [.. commands.Take(Change.MostCommands)]), run.Errors)
        { Verdict = run.Verdict };
    }
}
