using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>A change that HAProxy was brought to, or that it was not.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Trigger">What it came of, for people.</param>
/// <param name="By">How: <c>runtime</c>, <c>reload</c>, or <c>nothing</c> where there was no plan.</param>
/// <param name="What">The number of commands, or the reason of the reload.</param>
/// <param name="Commands">The commands of the runtime API, those sent ahead of a reload too; the first <see cref="MostCommands"/> of
/// them.</param>
/// <param name="Milliseconds">From the first event of it that this agent heard until HAProxy had it, read back, or until it failed.</param>
/// <param name="At">When it was done.</param>
/// <param name="Result"><c>applied</c> or <c>failed</c>.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Config">The configuration of it; null where it failed, or is too old to be kept.</param>
/// <param name="Template">The template that it was rendered from; null like <paramref name="Config"/>.</param>
public sealed record Change(
    ChangeNumber Number,
    string Trigger,
    string By,
    string What,
    ImmutableArray<string> Commands,
    double Milliseconds,
    DateTimeOffset At,
    string Result,
    string? Failure,
    string? Config,
    TemplateText? Template)
{
    /// <summary>More commands of one plan than these are counted, not kept.</summary>
    public const int MostCommands = 200;

    /// <summary>Its number.</summary>
    public long Revision => Number.Number;

    /// <summary>Whether its configuration is kept.</summary>
    public bool HasConfig => Config is not null;

    /// <summary>A plan that was applied.</summary>
    /// <param name="done">The plan.</param>
    /// <param name="trigger">What it came of.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="at">When it was done.</param>
    public static Change Applied(PreparedConfig done, string trigger, TimeSpan took, DateTimeOffset at) =>
        Of(done, trigger, took, at) with { Config = done.Wanted!.Config.Text, Template = done.Template };

    /// <summary>A plan that was not, or a desired state that there was no plan for.</summary>
    /// <param name="done">The plan.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="trigger">What it came of.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="at">When it failed.</param>
    public static Change Failed(PreparedConfig done, ApplyFailure failure, string trigger, TimeSpan took, DateTimeOffset at) =>
        Of(done, trigger, took, at) with { Result = "failed", Failure = $"{failure.Stage}: {failure.Output}" };

    private static Change Of(PreparedConfig done, string trigger, TimeSpan took, DateTimeOffset at)
    {
        var (by, what, commands) = PlanWords.Of(done.Plan);
        return new Change(
            ChangeNumber.Of(done.Desired.Revision), trigger, by, what, [.. commands.Take(MostCommands)],
            Math.Round(took.TotalMilliseconds, 2), at, "applied", null, null, null);
    }
}
