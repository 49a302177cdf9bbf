using System.Net;
using System.Net.Sockets;

namespace Actors.WebNode.Attaching;

/// <summary>Which address the program that is attached to serves at, as the name service says now.</summary>
/// <param name="target">Where it listens.</param>
/// <param name="node">The node's own address.</param>
/// <param name="own">The setting of the node's own port that the target's is; empty where it is none of them.</param>
/// <param name="time">The clock.</param>
/// <param name="lookUp">Asks the name service; null for the machine's own.</param>
public sealed class AttachedPlace(
    AttachTarget target, string node, string own, TimeProvider time,
    Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
{
    // A name service may answer with some of the addresses only, other ones each time.
    private const int MissesOfMove = 3;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>The first address that there is.</summary>
    /// <param name="missing">Called with each look that finds none, and why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> FindAsync(Action<string> missing, CancellationToken cancellationToken)
    {
        while (true)
        {
            var address = await LookAsync(before: null, cancellationToken);
            if (address is not null && !IsSelf(address))
            {
                return address;
            }

            missing(address is null
                ? $"the name {target.Host} leads to no address"
                : $"the name {target.Host} leads to this node itself ({own}); {AttachOptions.Remedy}");
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    /// <summary>
    /// The next address: once three looks in a row have not named <paramref name="before"/>, and the program there is not well. A name that
    /// leads nowhere, or to the node itself, has not moved.
    /// </summary>
    /// <param name="before">The address until now.</param>
    /// <param name="isWell">Whether the program answers there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> NextAsync(string before, Func<bool> isWell, CancellationToken cancellationToken)
    {
        if (!target.IsName)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        for (var misses = 0; ;)
        {
            await Task.Delay(LookEvery, time, cancellationToken);
            var address = await LookAsync(before, cancellationToken);
            address = address is not null && IsSelf(address) ? null : address;
            misses = address == before ? 0 : address is null ? misses : misses + 1;
            if (address is not null && misses >= MissesOfMove && !isWell())
            {
                return address;
            }
        }
    }

    // As a port of the node's own on loopback is refused when it starts.
    private bool IsSelf(string address) => own.Length > 0 && address == node;

    private async Task<string?> LookAsync(string? before, CancellationToken cancellationToken)
    {
        if (target.IsLoopback)
        {
            return node;
        }

        try
        {
            return ServedAddress.Of(
                await (lookUp ?? Dns.GetHostAddressesAsync)(target.Host, cancellationToken).WaitAsync(Longest, time, cancellationToken),
                node, before);
        }
        catch (Exception error) when (error is SocketException or TimeoutException or ArgumentException)
        {
            return null;
        }
    }
}
