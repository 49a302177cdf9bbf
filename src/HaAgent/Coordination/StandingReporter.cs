using System.Security.Cryptography;
using System.Text;
using Actors.Clustering.Messages;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Rollout;
using Akka.Actor;

namespace Actors.HaAgent.Coordination;

/// <summary>Tells the coordinator how this agent is, and has it restart where it is its turn.</summary>
public sealed class StandingReporter : ReceiveActor
{
    /// <summary>Its name, at which the coordinator asks.</summary>
    public const string Name = "standing-reporter";

    private readonly AgentLife _life;
    private readonly StandingEffects _effects;
    private readonly CancellationTokenSource _stopped = new();
    private bool _isRestarting;

    public StandingReporter(AgentLife life, StandingEffects effects, Func<SeenCoordinator> coordinator, ILogger logger)
    {
        (_life, _effects) = (life, effects);
        Receive<StandingAsk>(_ =>
        {
            var asker = Sender;
            ReadAsync().PipeTo(asker, Self);
        });
        Receive<AgentRestart>(restart =>
        {
            if (restart.Started == life.Started && !_isRestarting
                && coordinator().Address is { } address && Senders.Is(Sender, address, Context.System))
            {
                _isRestarting = true;
                logger.LogInformation("The coordinator has this agent restart: it ends, for what started it to start it again.");
                life.End();
            }
        });
    }

    /// <param name="life">This process.</param>
    /// <param name="effects">What is asked how HAProxy is.</param>
    /// <param name="coordinator">The coordinator of this moment.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(AgentLife life, StandingEffects effects, Func<SeenCoordinator> coordinator, ILogger logger) =>
        Props.Create(() => new StandingReporter(life, effects, coordinator, logger));

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private async Task<StandingAnswer> ReadAsync()
    {
        var (why, servers) = _isRestarting ? ("it is about to restart", "")
            : _life.IsLeaving() ? ("its balancer leaves", "")
            : await _effects.ReadAsync(_stopped.Token);
        return new StandingAnswer(
            new AgentStanding(_life.Name, "", _life.Started, _life.Version, why.Length == 0, why, servers, _life.KeepsHaProxy));
    }
}

/// <summary>This process of an agent.</summary>
/// <param name="Name">The agent's name.</param>
/// <param name="Started">When it started.</param>
/// <param name="Version">Its release.</param>
/// <param name="KeepsHaProxy">Whether its HAProxy serves on when it ends.</param>
/// <param name="End">Has it end gracefully.</param>
public sealed record AgentLife(string Name, DateTimeOffset Started, string Version, bool KeepsHaProxy, Action End)
{
    /// <summary>Whether the balancer is about to leave: no other may go meanwhile.</summary>
    public Func<bool> IsLeaving { get; init; } = () => false;
}

/// <summary>What is asked how HAProxy is.</summary>
/// <param name="haproxy">HAProxy.</param>
/// <param name="writer">Knows what is applied and what should be.</param>
public sealed class StandingEffects(IHaProxy haproxy, ICanTell writer)
{
    /// <summary>How long either is waited for.</summary>
    public TimeSpan LongestAnswer { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Why the agent is not in sync, or HAProxy does not serve; empty where it is and does. And a hash of its servers' names.
    /// </summary>
    public async Task<(string Why, string Servers)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var inputs = await writer.Ask<ConfigWriter.Inputs>(ConfigWriter.GetInputs.Instance, LongestAnswer, cancellationToken);
            var seen = await haproxy.ObserveAsync(cancellationToken).WaitAsync(LongestAnswer, cancellationToken);
            var wanted = inputs.Desired.Servers.Count(server => server.Admin == AdminState.Ready);
            var well = seen.Count(server => server.Reading is { HasPassedCheck: true, Admin: AdminState.Ready });
            var why = inputs.Failing is { } failure ? $"it cannot apply what it should have: {failure.Output}"
                : inputs.Template is null ? "it applies a change"
                : wanted > 0 && well == 0 ? "no server of its HAProxy passes its check"
                : "";
            return (why, Hash(inputs.Servers));
        }
        catch (Exception error) when (error is AskTimeoutException or TimeoutException)
        {
            return ("it is busy", "");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return ($"its HAProxy does not answer: {error.Message}", "");
        }
    }

    private static string Hash(IEnumerable<string> servers) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', servers.Order(StringComparer.Ordinal)))).AsSpan(0, 8));
}
