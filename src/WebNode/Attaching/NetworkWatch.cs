using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Actors.Clustering;
using Actors.WebNode.Programs;

namespace Actors.WebNode.Attaching;

/// <summary>
/// Ends the process when the network that it stands in is gone (<see cref="NetworkGround"/>): it can reach no other, not even to leave, and
/// the engine that started it puts it into the new one when it starts it again.
/// </summary>
public sealed class NetworkWatch(
    IPAddress node, ProgramReadiness readiness, ILogger<NetworkWatch> logger, TimeProvider time) : BackgroundService
{
    /// <summary>The exit code, EX_TEMPFAIL of sysexits.h: try again.</summary>
    public const int ExitCode = 75;

    /// <summary>
    /// How long the process stays: an engine starts it again once only, at once, and cannot while the neighbour whose network it shares is
    /// still being started itself (docs/adr/0039).
    /// </summary>
    public static readonly TimeSpan Stay = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        (IReadOnlyCollection<string> Names, IReadOnlyList<(string Card, IPAddress Address)> Addresses)? first;
        while ((first = Cards()) is null)
        {
            await Task.Delay(LookEvery, time, stoppingToken);
        }

        if (NetworkGround.Of(node, first.Value.Addresses) is not { } ground)
        {
            return;
        }

        while (true)
        {
            await Task.Delay(LookEvery, time, stoppingToken);
            if (!IsLost(ground))
            {
                continue;
            }

            logger.LogCritical(
                "The network that this node stood in is gone: {Address} with its card {Card}. The container that it "
                    + "shares it with has ended. This node ends with code {Code} in {Stay}, to be started again in the new one.",
                node, ground.Card, ExitCode, Stay);
            readiness.Health(false, $"the network with {node} is gone");
            await Task.Delay(Stay, time, stoppingToken);
            if (IsLost(ground))
            {
                // Not gracefully: no agent is left to be asked, and each would be waited for.
                Environment.Exit(ExitCode);
            }
        }
    }

    private bool IsLost(NetworkGround ground)
    {
        if (HasAddress())
        {
            return false;
        }

        return Cards() is { } now && ground.IsLost(now.Names, now.Addresses);
    }

    // The cheap question, which is asked all the time.
    private bool HasAddress()
    {
        try
        {
            using var socket = new Socket(node.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(node, 0));
            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode != SocketError.AddressNotAvailable;
        }
    }

    // Null where the system does not say now: a card that goes while it is looked at may be the reason.
    private (IReadOnlyCollection<string> Names, IReadOnlyList<(string Card, IPAddress Address)> Addresses)? Cards()
    {
        try
        {
            return NetworkCards.Read(cards => (
                (IReadOnlyCollection<string>)[.. cards.Select(card => card.Name)],
                (IReadOnlyList<(string Card, IPAddress Address)>)
                [.. cards.SelectMany(card => card.GetIPProperties().UnicastAddresses.Select(unicast => (card.Name, unicast.Address)))]));
        }
        catch (NetworkInformationException error)
        {
            logger.LogWarning("The network cards cannot be looked at: {Fault}. They are again in {Wait}.", error.Message, LookEvery);
            return null;
        }
    }
}
