using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Akka.Actor;

namespace Actors.HaAgent.Rollout;

/// <summary>What the watch has done beside its own thread: files read, HAProxy asked.</summary>
public interface ITemplateEffects
{
    /// <summary>Where the template is read from, for people.</summary>
    string Source { get; }

    /// <summary>What is on disk now.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    Task<TemplateText> ReadAsync();

    /// <summary>Why a template may not be applied to the nodes of now; null where it may.</summary>
    Task<string?> RefusalOfAsync(TemplateText template, CancellationToken cancellationToken);

    /// <summary>How HAProxy is: how many of its servers are well, and why the newest desired state cannot be applied.</summary>
    Task<(int Well, ApplyFailure? Failing)> HealthAsync(CancellationToken cancellationToken);

    /// <summary>How many servers that should get traffic pass their check.</summary>
    Task<int> CountWellAsync(CancellationToken cancellationToken);
}

/// <summary>The same, of this agent's files and its HAProxy.</summary>
/// <param name="options">Where the template is.</param>
/// <param name="dryRuns">Renders it and has it checked.</param>
/// <param name="haproxy">HAProxy.</param>
/// <param name="writer">Knows what is applied and what should be.</param>
public sealed class TemplateEffects(HaProxyOptions options, DryRuns dryRuns, IHaProxy haproxy, ICanTell writer) : ITemplateEffects
{
    /// <summary>How long the writer is waited for.</summary>
    public TimeSpan LongestAnswer { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Source =>
        options.TemplatePath.Length > 0
            ? options.TemplatePath
            : options.SnippetsPath.Length > 0
            ? options.SnippetsPath
            : "the embedded template";

    /// <inheritdoc />
    public Task<TemplateText> ReadAsync() => Task.Run(() => TemplateFiles.Read(options));

    /// <inheritdoc />
    public async Task<string?> RefusalOfAsync(TemplateText template, CancellationToken cancellationToken)
    {
        var inputs = await AskWriterAsync(cancellationToken);
        return (
            await Task.Run(() => dryRuns.TryAsync(template, inputs.Applied, inputs.Desired, cancellationToken), cancellationToken)).Refusal;
    }

    /// <inheritdoc />
    public async Task<(int Well, ApplyFailure? Failing)> HealthAsync(CancellationToken cancellationToken)
    {
        var well = await CountWellAsync(cancellationToken);
        try
        {
            return (well, (await AskWriterAsync(cancellationToken)).Failing);
        }
        catch (AskTimeoutException)
        {
            // A busy writer is no sign of how HAProxy is; that this template fails it reports by itself.
            return (well, null);
        }
    }

    /// <inheritdoc />
    public async Task<int> CountWellAsync(CancellationToken cancellationToken) =>
        (await haproxy.ObserveAsync(cancellationToken)).Count(server =>
            server.Reading is { HasPassedCheck: true, Admin: AdminState.Ready });

    private Task<ConfigWriter.Inputs> AskWriterAsync(CancellationToken cancellationToken) =>
        writer.Ask<ConfigWriter.Inputs>(ConfigWriter.GetInputs.Instance, LongestAnswer, cancellationToken);
}

/// <summary>How the watch goes about it.</summary>
/// <param name="Agent">This agent's name.</param>
public sealed record TemplateWatchSettings(string Agent)
{
    /// <summary>How often the files are looked at. What is seen twice the same is whole: editors and copies write in pieces.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long HAProxy runs on a new template before it is asked how its servers are: two failed checks of the embedded template
    /// take 1.2 s.
    /// </summary>
    public TimeSpan SettleFor { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How often it is asked again before it is given up.</summary>
    public int SettleLooks { get; init; } = 4;

    /// <summary>What was refused is tried again so often: what HAProxy missed, such as a certificate, may have come.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// So long an agent that is in no cluster waits to be in one, and one that has not heard of the coordinator says nothing of that.
    /// Longer than gossip takes to see which agents are gone.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the balancer is about to leave: it begins no template then, and takes no turn.</summary>
    public Func<bool> IsLeaving { get; init; } = () => false;

    /// <summary>A template that is not applied in this time, such as for old workers that do not end, is given up for now.</summary>
    public TimeSpan ApplyWithin { get; init; } = TimeSpan.FromMinutes(2);
}
