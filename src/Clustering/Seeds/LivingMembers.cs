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
    public static async Task<IReadOnlyList<SeedAddress>> AmongAsync(
        IReadOnlyList<SeedAddress> remembered, Func<SeedAddress, CancellationToken, Task<bool>> takesConnection, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remembered);
        ArgumentNullException.ThrowIfNull(takesConnection);
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var alive = await Task.WhenAll(remembered.Select(member => takesConnection(member, both.Token)));
        return [.. remembered.Where((_, index) => alive[index])];
    }

    /// <summary>Whether <paramref name="member"/> takes a connection; ends when the token does.</summary>
    public static async Task<bool> TakesConnectionAsync(SeedAddress member, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(member);
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
