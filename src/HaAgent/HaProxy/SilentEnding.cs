using System.Collections.Immutable;
using System.Net.Sockets;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>Ends what HAProxy has on servers whose machines have vanished (<see cref="SilentSessions"/>).</summary>
internal sealed class SilentEnding(WorkersApi workers, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Ends it, as far as it can be in a moment.</summary>
    /// <returns>What was ended, and whether there may be more.</returns>
    public async Task<(ImmutableArray<ServerSessions> Ended, bool AreLeft)> EndAsync(
        AppliedState wanted, CancellationToken cancellationToken)
    {
        if (wanted.Silent.IsEmpty)
        {
            return ([], false);
        }

        // An old worker that does not answer must not keep a plan waiting: the next audit tries again.
        var ended = ImmutableArray.CreateBuilder<ServerSessions>();
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (all, areLeft) = SilentSessions.Decide(wanted.Silent, await workers.ReadStatisticsAsync(both.Token));
            foreach (var sessions in all)
            {
                await workers.EndAsync(sessions, both.Token);
                ended.Add(sessions);
            }

            return (ended.ToImmutable(), areLeft);
        }
        catch (Exception error) when (
            error is SocketException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (ended.ToImmutable(), true);
        }
    }

    /// <summary>An effect, with what was ended before it.</summary>
    public static Effect With((ImmutableArray<ServerSessions> Ended, bool AreLeft) silent, Effect effect) =>
        effect with { Ended = silent.Ended, IsLingering = effect.IsLingering || silent.AreLeft };
}
