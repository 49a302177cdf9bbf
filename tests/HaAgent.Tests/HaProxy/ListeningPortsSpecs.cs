using System.Net;
using System.Net.Sockets;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>Which ports of this machine have a fault.</summary>
public sealed class ListeningPortsSpecs : AgentTestKit
{
    [Fact]
    public void One_that_is_taken_has_where_the_agent_starts_HAProxy_and_not_where_something_else_does()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var end = (IPEndPoint)taken.LocalEndpoint;

        Assert.Contains("is taken by", new ListeningPorts(Options, TimeProvider.System).FaultOf(end), StringComparison.Ordinal);
        Assert.Null(new ListeningPorts(Options with { IsStartedElsewhere = true }, TimeProvider.System).FaultOf(end));
    }
}
