using System.Collections.Immutable;
using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>The lines that the supervisor leaves in the agent's log.</summary>
internal sealed class SupervisorLog(ILogger logger)
{
    private const int MostCommands = 12;
    private string? _fault;

    /// <summary>Writes what is worth a line.</summary>
    public void Write(AgentEvent happened)
    {
        switch (happened)
        {
            case HaProxyStarted { WasRunning: true } started:
                _fault = null;
                logger.LogInformation("HAProxy runs already as process {Pid}: taken over, it was not interrupted.", started.Pid);
                break;
            case HaProxyStarted started:
                _fault = null;
                logger.LogInformation("HAProxy runs as process {Pid}.", started.Pid);
                break;
            case HaProxyNotStarted failed:
                // It is tried again and again: one line for each fault.
                if (_fault != failed.Failure.Output)
                {
                    _fault = failed.Failure.Output;
                    logger.LogError("HAProxy does not run: {Output}. {Hint}", failed.Failure.Output, failed.Failure.Hint);
                }

                break;
            case HaProxyEnded ended:
                logger.LogWarning("HAProxy (process {Pid}) has ended; it is started again in {Wait}.", ended.Pid, ended.Wait);
                break;
            case HaProxyDrifted { Corrected: { IsEmpty: false } commands }:
                logger.LogWarning(
                    "Drift corrected by {Count}: {Commands}", Listing.Count(commands.Length, "command"), Words(commands));
                break;
            case HaProxyDrifted drifted:
                logger.LogWarning("Drift that only a reload corrects: {Difference}", drifted.Difference);
                break;
            case SessionsEnded { Sessions: var ended }:
                logger.LogWarning(
                    "Ended {Count} on {Server}: its node is silent in the cluster and takes no connection of HAProxy's check.",
                    Listing.Count(ended.Sessions, "session"), ended.Server);
                break;
            default:
                WritePlan(happened);
                break;
        }
    }

    private void WritePlan(AgentEvent happened)
    {
        switch (happened)
        {
            case PlanBegun { Plan: Plan.Runtime runtime }:
                logger.LogInformation(
                    "Revision {Revision}: {Count}: {Commands}",
                    runtime.Revision, Listing.Count(runtime.Commands.Length, "command"), Words(runtime.Commands));
                break;
            case PlanBegun { Plan: Plan.Reload reload }:
                logger.LogInformation("Revision {Revision}: HAProxy reloads: {Reason}", reload.Revision, reload.Reason);
                break;
            case CommandsFailed failed:
                logger.LogWarning("Revision {Revision}: the runtime API refused a command: {Output}", failed.Revision, failed.Output);
                break;
            case ReloadFailed failed:
                logger.LogError("Revision {Revision}: HAProxy has not reloaded: {Output}", failed.Revision, failed.Output);
                break;
            case ReloadDeferred deferred:
                logger.LogInformation(
                    "Revision {Revision}: the reload waits for the last requests of {Count}.",
                    deferred.Revision, Listing.Count(deferred.OldWorkers, "old worker"));
                break;
        }
    }

    private static string Words(ImmutableArray<RuntimeCommand> commands) =>
        string.Join("; ", commands.Take(MostCommands).Select(Words))
        + (commands.Length > MostCommands ? $"; and {commands.Length - MostCommands} more" : "");

    private static string Words(RuntimeCommand command) => command is RuntimeCommand.Add ? $"add server {command.Server}" : command.Text;
}
