using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>A row of the history: a change that HAProxy was brought to, or that it was not, or an operator's command.</summary>
/// <param name="Number">Its number, which the history gives it.</param>
/// <param name="Trigger">What it came of, for people; of a command: what it was.</param>
/// <param name="By">How: <c>runtime</c>, <c>reload</c>, <c>nothing</c> where there was no plan, or <c>command</c>.</param>
/// <param name="What">The number of commands, or the reason of the reload.</param>
/// <param name="Commands">The commands of the runtime API, those sent ahead of a reload too; the first <see cref="MostCommands"/> of
/// them.</param>
/// <param name="Milliseconds">From the first event of it that this agent heard until HAProxy had it, read back, or until it failed.</param>
/// <param name="At">When it was done.</param>
/// <param name="Result"><c>applied</c> or <c>failed</c>; <c>done</c> of a command; <c>lost</c> where rows could not be kept.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Config">The configuration of it; null where it failed, or is too old to be kept, and in the list of the history.</param>
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

    /// <summary>The <see cref="By"/> of a command.</summary>
    public const string ByCommand = "command";

    /// <summary>The <see cref="Result"/> of a change that HAProxy has.</summary>
    public const string IsApplied = "applied";

    /// <summary>The <see cref="Result"/> of one that it has not.</summary>
    public const string IsFailed = "failed";

    /// <summary>Who commanded it, for people; null where nobody did, or where that is not known.</summary>
    public string? Author { get; init; }

    /// <summary>The address that it was commanded from; null where that is not known.</summary>
    public string? From { get; init; }

    /// <summary>Why, as the author says; null where that is not said.</summary>
    public string? Reason { get; init; }

    /// <summary>Its number.</summary>
    public long Revision => Number.Number;

    /// <summary>Under what the history keeps its configuration; null where it does not.</summary>
    public string? ConfigHash { get; init; }

    /// <summary>Under what the history keeps its template; null where it does not.</summary>
    public string? TemplateHash { get; init; }

    /// <summary>What of it the history keeps beside the row.</summary>
    internal IEnumerable<string> Texts => new[] { ConfigHash, TemplateHash }.OfType<string>();

    /// <summary>Whether its configuration is kept.</summary>
    public bool HasConfig => ConfigHash is not null;

    /// <summary>Whether it is a change of HAProxy, not a command nor what became of rows.</summary>
    public bool IsChange => Result is IsApplied or IsFailed;

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
        Of(done, trigger, took, at) with { Result = IsFailed, Failure = $"{failure.Stage}: {failure.Output}" };

    /// <summary>A command. What HAProxy is brought to by it, if anything, is a change of its own.</summary>
    /// <param name="what">What was done by it, for people, such as <c>web-1 drained</c>.</param>
    /// <param name="author">Who commanded it, and why.</param>
    /// <param name="at">When.</param>
    public static Change Command(string what, Author author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(author);
        return new(default, what, ByCommand, "", [], 0, at, "done", null, null, null)
        {
            Author = author.By,
            From = author.From,
            Reason = author.Reason,
        };
    }

    /// <summary>What became of rows that the disk does not have, or that cannot be read: their numbers are not given again.</summary>
    /// <param name="from">The first of them.</param>
    /// <param name="to">The last of them.</param>
    /// <param name="at">When that was found.</param>
    public static Change Lost(long from, long to, DateTimeOffset at) =>
        new(new(to), from == to ? $"revision {from} is lost" : $"the revisions {from} to {to} are lost", "nothing",
            "not on the disk, or not to be read there", [], 0, at, "lost", null, null, null);

    private static Change Of(PreparedConfig done, string trigger, TimeSpan took, DateTimeOffset at)
    {
        var (by, what, commands) = PlanWords.Of(done.Plan);
        return new Change(
            default, trigger, by, what, [.. commands.Take(MostCommands)], Math.Round(took.TotalMilliseconds, 2), at, IsApplied, null, null,
            null);
    }
}
