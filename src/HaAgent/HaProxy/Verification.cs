using System.Collections.Immutable;
using System.Diagnostics;
using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>Sends commands, reads back what HAProxy has, and corrects what differs as far as the runtime API can.</summary>
internal sealed class Verification(RuntimeApi runtime, ConfigFiles files, RunningVersion running, Waiting waiting)
{
    private const int MostRepairs = 3;

    /// <summary>How long a server in maintenance is waited for before its deletion is left to the next audit.</summary>
    private static readonly TimeSpan LongestDelete = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads back, and corrects what differs.</summary>
    /// <param name="wanted">What HAProxy must have.</param>
    /// <param name="deletesLingering">Whether servers in maintenance are deleted that lingered until now; right after a plan they have been
    /// waited for already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Effect> VerifyAsync(AppliedState wanted, bool deletesLingering, CancellationToken cancellationToken)
    {
        using var step = Tracing.StartStep("verify", Activity.Current?.Context ?? default);
        var corrected = ImmutableArray<RuntimeCommand>.Empty;
        for (var repairs = 0; ; repairs++)
        {
            var readings = await runtime.ReadServersAsync(cancellationToken);
            var routes = wanted.Config.RoutesMap is { } map ? await runtime.ReadRoutesAsync(map, cancellationToken) : null;
            var drift = ServerDrift.Between(readings, wanted, routes);
            if (drift.IsEmpty)
            {
                files.MarkApplied(wanted.Config.Text);
                return new Effect(null, corrected);
            }

            if (ServerDrift.IsOnlyLingering(readings, drift))
            {
                files.MarkApplied(wanted.Config.Text);
                var areLeft = !deletesLingering || !(await runtime.SendAsync(drift, cancellationToken)).IsEmpty;
                return new Effect(null, corrected, IsLingering: areLeft);
            }

            if (repairs == MostRepairs || (!running.Version.HasDynamicServers && drift.Any(command => command.NeedsDynamicServers)))
            {
                return Effect.Of(new ApplyFailure(
                    ApplyStage.Verify,
                    "HAProxy does not have what it should: " + string.Join("; ", drift.Select(command => command.Text)),
                    "A reload follows; if it stays so, see the template."));
            }

            await SendAsync(drift, cancellationToken);
            corrected = corrected.AddRange(drift);
        }
    }

    /// <summary>
    /// Sends commands and gives those that were refused. A server can be deleted only once its connections have ended, which takes a moment
    /// even for idle ones. Where its name is wanted again they are cut: they lead to a node that is not there any more.
    /// </summary>
    public async Task<ImmutableArray<RefusedCommand>> SendAsync(
        ImmutableArray<RuntimeCommand> commands, CancellationToken cancellationToken)
    {
        var refused = await runtime.SendAsync(commands, cancellationToken);
        var waitingFor = refused.Where(IsWaitingForConnections).Select(command => command.Command).ToImmutableArray();
        if (waitingFor.IsEmpty)
        {
            return refused;
        }

        var replaced = commands.OfType<RuntimeCommand.Add>().Select(add => add.Server).ToHashSet(StringComparer.Ordinal);
        var cut = waitingFor.Where(command => replaced.Contains(command.Server))
            .Select(command => new RuntimeCommand.ShutdownSessions(command.Server));
        await runtime.SendAsync([.. cut], cancellationToken);
        var left = await waiting.UntilAsync(
            () => runtime.SendAsync(waitingFor, cancellationToken), still => still.IsEmpty, LongestDelete, cancellationToken);
        // One that lingers is in maintenance and gets nothing; what is added under its name is added when reading back.
        return [.. refused.Concat(left).Where(command => !IsWaitingForConnections(command) && !replaced.Contains(command.Command.Server))];
    }

    private static bool IsWaitingForConnections(RefusedCommand refused) =>
        refused.Command is RuntimeCommand.Delete && refused.Reply.StartsWith("Server still has connections", StringComparison.Ordinal);
}
