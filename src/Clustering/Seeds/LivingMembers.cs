using System.Net.Sockets;

namespace Actors.Clustering.Seeds;

/// <summary>
/// Which of the remembered members are worth asking. Where a port does not even take a connection, nothing can answer: then a restart of
/// everything does not wait. What takes one has still to say that it is a member (docs/adr/0032).
/// </summary>
public static class LivingMembers
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>The members of <paramref name="remembered"/> of which this is so within half a second, in the same order.</summary>
    public static async Task<IReadOnlyList<SeedAddress>> AmongAsync(
        IReadOnlyList<SeedAddress> remembered, Func<SeedAddress, CancellationToken, Task<bool>> isSo, TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(remembered);
        ArgumentNullException.ThrowIfNull(isSo);
        using var limit = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var alive = await Task.WhenAll(remembered.Select(member => isSo(member, both.Token)));
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
