using System.Net.Sockets;

namespace Actors.Clustering.Seeds;

/// <summary>
/// Which of the remembered members are worth waiting for: those whose port still takes a connection. Without this a restart of
/// everything would wait for members that are long gone, and a short wait would let a seed split a cluster that runs.
/// </summary>
public static class LivingMembers
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>The members of <paramref name="remembered"/> that take a connection within half a second, in the same order.</summary>
    public static async Task<IReadOnlyList<SeedAddress>> AmongAsync(IReadOnlyList<SeedAddress> remembered, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remembered);
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var alive = await Task.WhenAll(remembered.Select(member => TakesConnectionAsync(member, both.Token)));
        return [.. remembered.Where((_, index) => alive[index])];
    }

    private static async Task<bool> TakesConnectionAsync(SeedAddress member, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(member.Host, member.Port, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
