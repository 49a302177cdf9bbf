using Actors.Contracts.Api;

namespace Actors.Cli.Views;

/// <summary>What is thought of a rendered configuration, beside the configuration itself.</summary>
internal static class RenderVerdict
{
    public static void Tell(Output output, RenderAnswer rendered)
    {
        if (rendered.Errors is { } errors)
        {
            output.Bad("The template has errors:");
            output.Line(Words.Block(errors));
            return;
        }

        TellVerdict(output, rendered);
        TellPlan(output, rendered);
    }

    /// <summary>What it would take.</summary>
    public static void TellPlan(Output output, RenderAnswer rendered)
    {
        if (rendered.Plan is not { By: { } by } plan)
        {
            output.Line("Plan: " + Words.Unknown);
            return;
        }

        output.Line(by == "nothing" ? "Plan: nothing to change" : $"Plan: {Words.Of(by)}, {Words.Of(plan.What)}");
        foreach (var command in plan.Commands ?? [])
        {
            output.Line("  " + Words.Of(command));
        }
    }

    private static void TellVerdict(Output output, RenderAnswer rendered)
    {
        if (rendered.IsTaken)
        {
            output.Good("HAProxy takes it");
        }
        else if (rendered.Verdict is { } verdict)
        {
            output.Bad("HAProxy refuses it:");
            output.Line(Words.Block(verdict));
        }
        else
        {
            output.Bad("Whether HAProxy takes it: " + Words.Unknown);
        }
    }
}
