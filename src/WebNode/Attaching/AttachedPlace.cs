using System.Net;
using System.Net.Sockets;

namespace Actors.WebNode.Attaching;

/// <summary>Which address the program that is attached to serves at, as the name service says now.</summary>
/// <param name="target">Where it listens.</param>
/// <param name="node">The node's own address.</param>
/// <param name="time">The clock.</param>
public sealed class AttachedPlace(AttachTarget target, string node, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>The first address that there is.</summary>
    /// <param name="missing">Called with each look that finds none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> FindAsync(Action missing, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await LookAsync(before: null, cancellationToken) is { } address)
            {
                return address;
            }

            missing();
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    /// <summary>The next address, once <paramref name="before"/> is none of it any more. A name that leads nowhere has not moved.</summary>
    public async Task<string> NextAsync(string before, CancellationToken cancellationToken)
    {
        if (!target.IsName)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        while (true)
        {
            await Task.Delay(LookEvery, time, cancellationToken);
            if (await LookAsync(before, cancellationToken) is { } address && address != before)
            {
                return address;
            }
        }
    }

    private async Task<string?> LookAsync(string? before, CancellationToken cancellationToken)
    {
        if (target.IsLoopback)
        {
            return node;
        }

        try
        {
            return ServedAddress.Of(
                await Dns.GetHostAddressesAsync(target.Host, cancellationToken).WaitAsync(Longest, time, cancellationToken), node, before);
        }
        catch (Exception error) when (error is SocketException or TimeoutException or ArgumentException)
        {
            return null;
        }
    }
}
