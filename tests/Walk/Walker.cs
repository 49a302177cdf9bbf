using System.Globalization;
using Actors.Cli.Views;
using Actors.Walk.Reporting;

namespace Actors.Walk;

/// <summary>Walks the steps, one after the other. One that cannot be walked to its end is the last.</summary>
/// <param name="tools">What the steps work with.</param>
/// <param name="output">Hears how it goes.</param>
internal sealed class Walker(WalkTools tools, Output output)
{
    /// <summary>What each step came to, in order.</summary>
    public async Task<IReadOnlyList<StepReport>> WalkAsync(IReadOnlyList<WalkStep> steps, CancellationToken cancellationToken)
    {
        var reports = new List<StepReport>();
        foreach (var step in steps)
        {
            var report = reports.Exists(before => before.Failure is not null)
                ? StepReport.NotWalked(step)
                : await WalkAsync(step, cancellationToken);
            reports.Add(report);
            Tell(report);
        }

        return reports;
    }

    private async Task<StepReport> WalkAsync(WalkStep step, CancellationToken cancellationToken)
    {
        var started = tools.Time.GetTimestamp();
        StepRun run = null!;
        string? failure = null;
        var name = string.Create(CultureInfo.InvariantCulture, $"Step {step.Number}: {step.Title}");
        await output.StepAsync(
            name,
            name,
            async say =>
            {
                run = new StepRun(step, tools, text => say($"{name}. {text}"), cancellationToken);
                try
                {
                    await step.Run(run);
                }
                catch (Exception error) when (error is CommandFailed or IOException or UnauthorizedAccessException)
                {
                    failure = error is CommandFailed { Remedy: { Count: > 0 } more }
                        ? $"{error.Message}\n{string.Join('\n', more)}"
                        : error.Message;
                }
            },
            tools.Time);
        return new StepReport(
            step.Number,
            step.Title,
            step.About,
            Math.Round(tools.Time.GetElapsedTime(started).TotalSeconds, 1),
            failure,
            run.Checks,
            run.Files,
            run.Pictures);
    }

    private void Tell(StepReport report)
    {
        foreach (var check in report.Checks.Where(check => !check.Passed))
        {
            output.Bad($"{check.What}: expected {check.Expected}, seen {Words.Of(check.Seen)}");
        }

        if (report.Failure is { } failure)
        {
            output.Bad(report.Seconds is null
                ? $"Step {report.Number.ToString(CultureInfo.InvariantCulture)}: {failure}"
                : $"It could not be walked to its end: {Words.Block(failure)}");
        }
    }
}
